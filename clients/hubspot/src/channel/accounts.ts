import { type CallOptions, defined, flag, type Pages, text, textOrEmpty, withId } from '@baton/http-kit';
import type { HubSpotContext } from '../context.ts';
import { type DeliveryIdentifier, toIdentifier } from './message.ts';

/** One connection of a channel to one inbox or help desk. */
export type ChannelAccount = {
  id: string;
  channelId: string;
  inboxId: string;
  name: string;
  isAuthorised: boolean;
  isActive: boolean;
  isArchived: boolean;
  deliveryIdentifier: DeliveryIdentifier | null;
  raw: unknown;
};

export type ChannelAccountBody = {
  inboxId: string;
  name: string;
  /** One of its own for each account. */
  deliveryIdentifier: DeliveryIdentifier;
  /** Default true. */
  authorized?: boolean;
};

/** Channel accounts (contract hubspot §6.1). There is no way to remove one: disable it, or an administrator removes it. */
export const createChannelAccounts = (context: HubSpotContext) => ({
  ...createAccounts(context),
  ...createStaging(context),
});

const createAccounts = (context: HubSpotContext) => ({
  /**
   * Connects a channel to an inbox. Scope conversations.custom_channels.write · §6.1 · retry: unsafe. `not-found` while a channel is
   * new; look in `list` before trying again.
   * @example await hubspot.channelAccounts.create(channelId, { inboxId, name: 'Baton', deliveryIdentifier: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: `baton:${inboxId}` } })
   */
  create: async (channelId: string, body: ChannelAccountBody, options?: CallOptions): Promise<ChannelAccount> =>
    withId(
      toAccount(
        await context.call({
          operation: 'channelAccounts.create',
          method: 'POST',
          path: pathOf(context),
          at: { channelId },
          json: { authorized: true, ...body },
          options,
        }),
      ),
      'HubSpot',
    ),
  /**
   * The accounts of a channel in this portal. Scope conversations.custom_channels.read · §6.1 · retry: read.
   * @example await hubspot.channelAccounts.list(channelId).all()
   */
  list: (
    channelId: string,
    { isArchived = false }: { isArchived?: boolean } = {},
    options?: CallOptions,
  ): Pages<ChannelAccount> =>
    context.pages({
      operation: 'channelAccounts.list',
      path: pathOf(context),
      at: { channelId },
      query: { archived: String(isArchived) },
      decode: toAccount,
      limit: 100,
      options,
    }),
  /**
   * One account. Scope conversations.custom_channels.read · §6.1 · retry: read.
   * @example await hubspot.channelAccounts.get(channelId, accountId)
   */
  get: async (channelId: string, accountId: string, options?: CallOptions): Promise<ChannelAccount> =>
    withId(
      toAccount(
        await context.call({
          operation: 'channelAccounts.get',
          method: 'GET',
          path: `${pathOf(context)}/:accountId`,
          at: { channelId, accountId },
          options,
        }),
      ),
      'HubSpot',
      true,
    ),
  /**
   * Renames, enables or disables an account. Scope conversations.custom_channels.write · §6.1 · retry: idempotent.
   * @example await hubspot.channelAccounts.update(channelId, accountId, { isAuthorised: false })
   */
  update: async (
    channelId: string,
    accountId: string,
    { name, isAuthorised, options }: { name?: string; isAuthorised?: boolean; options?: CallOptions },
  ): Promise<ChannelAccount> =>
    withId(
      toAccount(
        await context.call({
          operation: 'channelAccounts.update',
          method: 'PATCH',
          path: `${pathOf(context)}/:accountId`,
          at: { channelId, accountId },
          json: defined({ name, authorized: isAuthorised }),
          retryClass: 'idempotent',
          options,
        }),
      ),
      'HubSpot',
    ),
});

const createStaging = (context: HubSpotContext) => ({
  /**
   * Names the account that an administrator is connecting in HubSpot; HubSpot makes it then. Scope
   * conversations.custom_channels.write · §6.1 · retry: idempotent. `conflict`: it is connected already.
   * @example await hubspot.channelAccounts.nameStaged(channelId, token, { accountName: 'Baton', deliveryIdentifier: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: 'baton:1' } })
   */
  nameStaged: async (
    channelId: string,
    accountToken: string,
    { options, ...body }: { accountName: string; deliveryIdentifier: DeliveryIdentifier; options?: CallOptions },
  ): Promise<{ inboxId: string; raw: unknown }> => {
    const raw = await context.call({
      operation: 'channelAccounts.nameStaged',
      method: 'PATCH',
      path: `${context.paths.customChannels}/:channelId/channel-account-staging-tokens/:accountToken`,
      at: { channelId, accountToken },
      json: body,
      retryClass: 'idempotent',
      options,
    });
    return { inboxId: textOrEmpty(raw, 'inboxId'), raw };
  },
});

const pathOf = ({ paths }: HubSpotContext): string => `${paths.customChannels}/:channelId/channel-accounts`;

const toAccount = (row: unknown): ChannelAccount => ({
  id: textOrEmpty(row, 'id'),
  channelId: textOrEmpty(row, 'channelId'),
  inboxId: textOrEmpty(row, 'inboxId'),
  name: text(row, 'name') ?? '',
  isAuthorised: flag(row, 'authorized') === true,
  isActive: flag(row, 'active') === true,
  isArchived: flag(row, 'archived') === true,
  deliveryIdentifier: toIdentifier(row),
  raw: row,
});
