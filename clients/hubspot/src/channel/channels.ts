import { type CallOptions, instant, map, type Pages, text, textOrEmpty, withId } from '@baton/http-kit';
import type { HubSpotContext } from '../context.ts';

export type DeliveryIdentifierType =
  | 'HS_EMAIL_ADDRESS'
  | 'HS_PHONE_NUMBER'
  | 'HS_SHORT_CODE'
  | 'CHANNEL_SPECIFIC_OPAQUE_ID';

/** What a channel can do, in HubSpot's words (contract hubspot §5.2). */
export type ChannelCapabilities = {
  deliveryIdentifierTypes: readonly DeliveryIdentifierType[];
  threadingModel: 'INTEGRATION_THREAD_ID' | 'DELIVERY_IDENTIFIER';
  richText?: readonly string[];
  allowInlineImages?: boolean;
  allowOutgoingMessages?: boolean;
  allowConversationStart?: boolean;
  allowMultipleRecipients?: boolean;
  outgoingAttachmentTypes?: readonly 'FILE'[];
  allowedFileAttachmentMimeTypes?: readonly string[];
  maxFileAttachmentCount?: number;
  maxFileAttachmentSizeBytes?: number;
  maxTotalFileAttachmentSizeBytes?: number;
};

export type ChannelBody = {
  name: string;
  capabilities: ChannelCapabilities;
  webhookUrl?: string;
  channelAccountConnectionRedirectUrl?: string;
  channelDescription?: string;
  channelLogoUrl?: string;
};

export type CustomChannel = {
  id: string;
  name: string;
  webhookUrl: string | null;
  capabilities: Record<string, unknown>;
  createdAt: Date | null;
  raw: unknown;
};

/** Channels of the app, over all accounts that installed it (contract hubspot §5); with the developer key. */
export const createChannels = (context: HubSpotContext) => {
  const path = `${context.paths.customChannels}/:id`;
  return {
    /**
     * Registers a channel. No scope, the developer key · §5.1 · retry: unsafe, for a second try would make a second channel: look in `list` first.
     * A new one can stay missing from `list` for more than a minute.
     * @example const { id } = await hubspot.channels.register({ name: 'Baton', capabilities, webhookUrl: url })
     */
    register: async (body: ChannelBody, options?: CallOptions): Promise<CustomChannel> =>
      withId(
        toChannel(
          await context.callAsDeveloper({
            operation: 'channels.register',
            method: 'POST',
            path: context.paths.customChannels,
            json: body,
            options,
          }),
        ),
        'HubSpot',
      ),
    /**
     * All channels of the app. No scope, the developer key · §5.1 · retry: read.
     * @example for await (const { id, name } of hubspot.channels.list()) console.log(id, name)
     */
    list: (options?: CallOptions): Pages<CustomChannel> =>
      context.pages({
        operation: 'channels.list',
        path: context.paths.customChannels,
        decode: toChannel,
        limit: 100,
        isDeveloper: true,
        options,
      }),
    /**
     * One channel. No scope, the developer key · §5.1 · retry: read.
     * @example await hubspot.channels.get(channelId)
     */
    get: async (channelId: string, options?: CallOptions): Promise<CustomChannel> =>
      withId(
        toChannel(
          await context.callAsDeveloper({
            operation: 'channels.get',
            method: 'GET',
            path,
            at: { id: channelId },
            options,
          }),
        ),
        'HubSpot',
        true,
      ),
    /**
     * Replaces a channel; the specification wants every member. No scope, the developer key · §5.1 · retry: idempotent.
     * @example await hubspot.channels.update(channelId, { name: 'Baton', capabilities, webhookUrl: url })
     */
    update: async (channelId: string, body: ChannelBody, options?: CallOptions): Promise<CustomChannel> =>
      withId(
        toChannel(
          await context.callAsDeveloper({
            operation: 'channels.update',
            method: 'PATCH',
            path,
            at: { id: channelId },
            json: body,
            retryClass: 'idempotent',
            options,
          }),
        ),
        'HubSpot',
      ),
    /**
     * Archives a channel. No scope, the developer key · §5.1 · retry: idempotent, so a repeat may end in `not-found`.
     * @example await hubspot.channels.archive(channelId)
     */
    archive: async (channelId: string, options?: CallOptions): Promise<void> => {
      await context.callAsDeveloper({
        operation: 'channels.archive',
        method: 'DELETE',
        path,
        at: { id: channelId },
        retryClass: 'idempotent',
        options,
      });
    },
  };
};

const toChannel = (row: unknown): CustomChannel => ({
  id: textOrEmpty(row, 'id'),
  name: textOrEmpty(row, 'name'),
  webhookUrl: text(row, 'webhookUrl'),
  capabilities: map(row, 'capabilities'),
  createdAt: instant(row, 'createdAt'),
  raw: row,
});
