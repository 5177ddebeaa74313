import { type CallOptions, defined, withId } from '@baton/http-kit';
import type { HubSpotContext } from '../context.ts';
import { type DeliveryIdentifier, type ThreadEntry, toEntry } from './message.ts';

export type PublishParty = { deliveryIdentifier: DeliveryIdentifier; name?: string; senderActorId?: string };

/** A file goes by its id: upload it first. */
export type PublishAttachment = {
  type: 'FILE';
  fileId: string;
  fileUsageType?: 'IMAGE' | 'AUDIO' | 'VOICE_RECORDING' | 'STICKER' | 'OTHER';
};

/** A message to publish, in HubSpot's words (contract hubspot §6.2). */
export type Publication = {
  /** INCOMING: the visitor is the sender, the account the recipient. OUTGOING: a reply that was written elsewhere. */
  messageDirection: 'INCOMING' | 'OUTGOING';
  channelAccountId: string;
  senders: readonly PublishParty[];
  recipients?: readonly PublishParty[];
  /** Plain. With nothing but attachments: the name of a file, never empty. */
  text: string;
  richText?: string;
  /** ISO instant. */
  timestamp?: string;
  attachments?: readonly PublishAttachment[];
  /** The same id leads to the same thread. */
  integrationThreadId?: string;
  /** The same id makes no second message. */
  integrationIdempotencyId?: string;
  inReplyToId?: string;
  associateWithContactId?: string;
};

/** Messages of a channel (contract hubspot §6.2, §6.3). */
export const createMessages = (context: HubSpotContext) => ({
  /**
   * Publishes a message; the thread's id is in the answer. Scope conversations.custom_channels.write · §6.2 · retry: idempotent with an
   * `integrationIdempotencyId`, else never repeated when in doubt.
   * @example const { threadId } = await hubspot.messages.publish(channelId, { messageDirection: 'INCOMING', channelAccountId: id, senders: [{ deliveryIdentifier: { type: 'HS_EMAIL_ADDRESS', value: email } }], text: 'Hello', integrationThreadId: 'chat-1', integrationIdempotencyId: 'chat-1:1' })
   */
  publish: async (channelId: string, message: Publication, options?: CallOptions): Promise<ThreadEntry> =>
    withId(
      toEntry(
        await context.call({
          operation: 'messages.publish',
          method: 'POST',
          path: `${context.paths.customChannels}/:channelId/messages`,
          at: { channelId },
          json: toBody(message, context),
          retryClass: message.integrationIdempotencyId === undefined ? 'unsafe' : 'idempotent',
          options,
        }),
      ),
      'HubSpot',
    ),
  /**
   * One message. Scope conversations.custom_channels.read · §6.3 · retry: read.
   * @example (await hubspot.messages.get(channelId, messageId)).status
   */
  get: async (channelId: string, messageId: string, options?: CallOptions): Promise<ThreadEntry> =>
    withId(
      toEntry(
        await context.call({
          operation: 'messages.get',
          method: 'GET',
          path: `${context.paths.customChannels}/:channelId/messages/:messageId`,
          at: { channelId, messageId },
          options,
        }),
      ),
      'HubSpot',
      true,
    ),
  /**
   * Tells the agent what became of an outgoing message. Scope conversations.custom_channels.write · §6.3 · retry: idempotent.
   * @example await hubspot.messages.setStatus(channelId, messageId, { type: 'FAILED', errorMessage: 'The visitor left' })
   */
  setStatus: async (
    channelId: string,
    messageId: string,
    { type, errorMessage, options }: { type: 'SENT' | 'FAILED' | 'READ'; errorMessage?: string; options?: CallOptions },
  ): Promise<ThreadEntry> =>
    withId(
      toEntry(
        await context.call({
          operation: 'messages.setStatus',
          method: 'PATCH',
          path: `${context.paths.customChannels}/:channelId/messages/:messageId`,
          at: { channelId, messageId },
          json: defined({ statusType: type, errorMessage }),
          retryClass: 'idempotent',
          options,
        }),
      ),
      'HubSpot',
    ),
});

/** 2025-09 and 2026-09 know no `senderActorId` (§2); the contact's id is a number here alone. */
function toBody({ senders, associateWithContactId, ...message }: Publication, { versions }: HubSpotContext) {
  const hasActors = versions.customChannels === 'v3' || versions.customChannels === '2026-03';
  return {
    ...message,
    senders: hasActors ? senders : senders.map(({ senderActorId: _actor, ...sender }) => sender),
    ...(associateWithContactId === undefined ? {} : { associateWithContactId: Number(associateWithContactId) }),
  };
}
