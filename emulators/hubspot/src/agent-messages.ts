import { randomUUID } from 'node:crypto';
import { addMessage } from './history.ts';
import type { HubSpot } from './hubspot.ts';
import type { MessageRow, ThreadRow } from './rows.ts';
import { type JsonMap, present } from './values.ts';

export type AgentMessage = {
  actorId: string;
  isByApp: boolean;
  text: string;
  richText: string | null;
  attachments: JsonMap[];
};

/** What an agent sends to the visitor: it goes out through the channel (contract hubspot §8). */
export function sendToVisitor(hubspot: HubSpot, thread: ThreadRow, message: AgentMessage): MessageRow {
  const { actorId, ...rest } = message;
  const account = hubspot.tables.accounts.get(thread.accountId);
  const row = addMessage(hubspot, thread, {
    ...{ direction: 'OUTGOING', createdAt: hubspot.now(), createdBy: actorId, ...rest },
    senders: [{ actorId, ...present({ deliveryIdentifier: account?.identifier }) }],
    recipients: [{ actorId: `V-${thread.contactId}`, recipientField: 'TO', deliveryIdentifier: thread.visitor }],
  });
  hubspot.tellChannel(thread.channelId, `thread ${thread.id}`, {
    type: 'OUTGOING_CHANNEL_MESSAGE_CREATED',
    portalId: hubspot.portal().id,
    channelId: thread.channelId,
    eventTimestamp: hubspot.now(),
    eventId: randomUUID(),
    channelIntegrationThreadIds: thread.integrationThreadId === null ? [] : [thread.integrationThreadId],
    message: row.wire,
  });
  return row;
}

/** Why nothing can be sent to the visitor now; null when it can. */
export function sendingProblem({ tables }: HubSpot, { channelId, accountId }: ThreadRow): string | null {
  const channel = tables.channels.get(channelId);
  const account = tables.accounts.get(accountId);
  if (channel === undefined || channel.archived) return 'The channel was archived.';
  if (channel.capabilities['allowOutgoingMessages'] === false) return 'The channel takes no outgoing messages.';
  return account?.authorized === true && account.archivedAt === null ? null : 'The channel account is disconnected.';
}
