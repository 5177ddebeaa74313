import { type HubSpot, hexId } from './hubspot.ts';
import type { MessageRow, ThreadRow } from './rows.ts';
import { escapeHtml, type JsonMap, present } from './values.ts';

export type NewMessage = {
  direction: 'INCOMING' | 'OUTGOING';
  createdAt: string;
  /** An actor's id. */
  createdBy: string;
  isByApp: boolean;
  senders: JsonMap[];
  recipients: JsonMap[];
  text: string;
  /** The text as HTML when null. */
  richText: string | null;
  attachments: JsonMap[];
  inReplyToId?: string | null;
};

const htmlOf = (text: string): string => (text === '' ? '' : `<p>${escapeHtml(text)}</p>`);

const clientOf = (hubspot: HubSpot, isByApp: boolean): JsonMap =>
  isByApp ? { clientType: 'INTEGRATION', integrationAppId: Number(hubspot.app().id) } : { clientType: 'HUBSPOT' };

/** A message of the visitor or to the visitor (contract hubspot §6.2). Tells the app, not the channel. */
export function addMessage(hubspot: HubSpot, thread: ThreadRow, given: NewMessage): MessageRow {
  const { direction, createdAt, createdBy, senders, recipients, attachments } = given;
  const whole = { text: given.text, richText: given.richText ?? htmlOf(given.text) };
  const { truncateAt } = hubspot.settings.read();
  const isCut = truncateAt > 0 && whole.text.length > truncateAt;
  const text = isCut ? whole.text.slice(0, truncateAt) : whole.text;
  const id = hexId();
  const row = hubspot.tables.messages.insert({
    ...{ id, threadId: thread.id, channelId: thread.channelId, createdAt },
    original: isCut ? whole : null,
    wire: {
      ...{ id, type: 'MESSAGE', channelId: thread.channelId, channelAccountId: thread.accountId },
      ...{ conversationsThreadId: thread.id, createdAt, createdBy, client: clientOf(hubspot, given.isByApp) },
      ...{ direction, senders, recipients, text, richText: isCut ? htmlOf(text) : whole.richText, attachments },
      truncationStatus: isCut ? 'TRUNCATED' : 'NOT_TRUNCATED',
      ...present({ inReplyToId: given.inReplyToId }),
      status: { statusType: direction === 'INCOMING' ? 'RECEIVED' : 'SENT' },
      archived: false,
    },
  });
  hubspot.tables.threads.update(thread.id, {
    latestAt: latestOf(createdAt, thread.latestAt),
    ...(direction === 'INCOMING' ? { latestReceivedAt: createdAt } : { latestSentAt: createdAt }),
  });
  tellOfMessage(hubspot, thread.id, row);
  return row;
}

const latestOf = (...times: string[]): string => times.sort().at(-1) ?? '';

const tellOfMessage = (hubspot: HubSpot, threadId: string, { id, wire }: MessageRow): void =>
  hubspot.tellApp({
    type: 'conversation.newMessage',
    objectId: threadId,
    members: { messageId: id, messageType: String(wire['type']) },
  });

type NewComment = { actorId: string; isByApp: boolean; text: string; richText: string | null; attachments: JsonMap[] };

/** A note that the visitor does not see (contract hubspot §7). */
export function addComment(hubspot: HubSpot, thread: ThreadRow, comment: NewComment): MessageRow {
  const { actorId, isByApp, text, richText, attachments } = comment;
  const row = addEntry(hubspot, thread, {
    ...{ type: 'COMMENT', actorId, isByApp },
    members: { senders: [{ actorId }], text, richText: richText ?? htmlOf(text), attachments },
  });
  tellOfMessage(hubspot, thread.id, row);
  return row;
}

type Entry = { type: string; actorId: string; isByApp: boolean; members: JsonMap };

/** What is in the history besides messages (contract hubspot §18). */
export function addEntry(hubspot: HubSpot, thread: ThreadRow, { type, actorId, isByApp, members }: Entry): MessageRow {
  const id = hexId();
  const createdAt = hubspot.now();
  return hubspot.tables.messages.insert({
    ...{ id, threadId: thread.id, channelId: null, createdAt, original: null },
    wire: {
      ...{ id, type, conversationsThreadId: thread.id, createdAt, createdBy: actorId },
      ...{ client: clientOf(hubspot, isByApp), senders: [], recipients: [] },
      ...members,
      archived: false,
    },
  });
}
