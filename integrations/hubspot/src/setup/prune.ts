import type { HubSpotClient } from '@baton/client-hubspot';
import type { HubSpotPlace } from '../place.ts';

/** Something that is left over. `isOurs`: it bears our name and address, so that nobody else can miss it. */
export type Leftover = {
  kind: 'channel' | 'account';
  id: string;
  channelId: string;
  what: string;
  isOurs: boolean;
};

type Client = Pick<HubSpotClient, 'channels' | 'channelAccounts'>;

/**
 * Channels of the app, and accounts of our channel, other than those in use. A channel may belong to another installation that shares the
 * app; only one with our name and address is ours. @throws ClientError
 */
export async function listLeftovers(
  client: Client,
  place: HubSpotPlace,
  own: { name: string; webhookUrl: string },
): Promise<Leftover[]> {
  const channels = await client.channels.list().all();
  const accounts = await client.channelAccounts.list(place.channelId).all();
  return [
    ...channels
      .filter(({ id }) => id !== place.channelId)
      .map(
        ({ id, name, webhookUrl }): Leftover => ({
          kind: 'channel',
          id,
          channelId: id,
          what: `channel ${id} "${name}" at ${webhookUrl ?? 'no address'}`,
          isOurs: name === own.name && webhookUrl === own.webhookUrl,
        }),
      ),
    ...accounts
      .filter(({ id, isArchived, isAuthorised }) => id !== place.accountId && !isArchived && isAuthorised)
      .map(
        ({ id, name, inboxId }): Leftover => ({
          kind: 'account',
          id,
          channelId: place.channelId,
          what: `account ${id} "${name}" of inbox ${inboxId}`,
          isOurs: true,
        }),
      ),
  ];
}

/** Archives a channel, disables an account; HubSpot removes accounts in its own settings alone. @throws ClientError */
export async function removeLeftover(client: Client, { kind, id, channelId }: Leftover): Promise<void> {
  if (kind === 'channel') await client.channels.archive(id);
  else await client.channelAccounts.update(channelId, id, { isAuthorised: false });
}
