import type { Publication } from '@baton/client-hubspot';
import type { DeskConversationId } from '@baton/core';
import { ClientError } from '@baton/http-kit';
import type { HubSpotPlace } from '../place.ts';
import type { Leg, Legs } from './legs.ts';
import type { HubSpotDeskSettings } from './settings.ts';

/** What a desk's parts share. */
export type DeskContext = HubSpotDeskSettings & { legs: Legs };

/** Says something as the customer of the thread; the same `id` says it once. @throws ClientError `not-found` for a thread that is not ours */
export async function publish(
  context: DeskContext,
  threadId: DeskConversationId,
  { id, ...content }: { id: string } & Pick<Publication, 'text' | 'attachments'>,
): Promise<void> {
  const leg = await context.legs.read(threadId);
  if (leg === null) throw notOurs();
  const { channelId, ...account } = await context.place();
  const publication = toPublication({ account, leg, id, now: context.now() });
  await context.client.messages.publish(channelId, { ...publication, ...content });
}

type Addressing = { account: Omit<HubSpotPlace, 'channelId'>; leg: Leg; id: string; now: Date };

export const toPublication = ({ account, leg, id, now }: Addressing): Omit<Publication, 'text'> => ({
  messageDirection: 'INCOMING',
  channelAccountId: account.accountId,
  integrationThreadId: leg.handoffKey,
  integrationIdempotencyId: id,
  timestamp: now.toISOString(),
  senders: [leg.customer],
  recipients: [
    { name: account.name, deliveryIdentifier: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: account.identifier } },
  ],
  attachments: [],
});

const notOurs = (): ClientError =>
  new ClientError('not-found', 'The thread was not opened by Baton.', { retryable: false });
