import { flag, instant, list, member, text, textOrEmpty } from '@baton/http-kit';
import type { DeliveryIdentifierType } from './channels.ts';

/** Phone numbers in E.164, addresses in lower case; an opaque id is the integration's own. */
export type DeliveryIdentifier = { type: DeliveryIdentifierType; value: string };

export type MessageParty = { actorId: string | null; name: string | null; identifier: DeliveryIdentifier | null };

export type MessageAttachment = {
  type: string;
  fileId: string | null;
  name: string | null;
  url: string | null;
  usage: string | null;
  raw: unknown;
};

/** One entry of a thread: a message, an internal comment, or something that happened. */
export type ThreadEntry = {
  id: string;
  /** MESSAGE, COMMENT, WELCOME_MESSAGE, ASSIGNMENT, THREAD_STATUS_CHANGE, THREAD_INBOX_CHANGE, or one that is new. */
  type: string;
  threadId: string;
  direction: 'INCOMING' | 'OUTGOING' | null;
  channelId: string | null;
  channelAccountId: string | null;
  at: Date | null;
  /** Actor; only `A-` is a human. */
  createdBy: string | null;
  /** HUBSPOT, INTEGRATION, SYSTEM or UNKNOWN. */
  clientType: string | null;
  /** Of the integration that wrote it. */
  appId: string | null;
  senders: MessageParty[];
  recipients: MessageParty[];
  text: string;
  richText: string | null;
  attachments: MessageAttachment[];
  status: string | null;
  /** Of an assignment: the actor, empty when nobody is assigned any more. */
  assignedTo: string | null;
  /** Of a change of status. */
  newStatus: string | null;
  isTruncated: boolean;
  isArchived: boolean;
  raw: unknown;
};

/** Reads any entry; identifiers have been seen as plain texts too (contract hubspot §8). */
export function toEntry(row: unknown): ThreadEntry {
  const direction = text(row, 'direction');
  const truncation = text(row, 'truncationStatus');
  const status = member(row, 'status');
  return {
    id: textOrEmpty(row, 'id'),
    type: textOrEmpty(row, 'type'),
    threadId: textOrEmpty(row, 'conversationsThreadId'),
    direction: direction === 'INCOMING' || direction === 'OUTGOING' ? direction : null,
    channelId: text(row, 'channelId'),
    channelAccountId: text(row, 'channelAccountId'),
    at: instant(row, 'createdAt'),
    createdBy: text(row, 'createdBy'),
    clientType: text(member(row, 'client'), 'clientType'),
    appId: text(member(row, 'client'), 'integrationAppId'),
    senders: list(row, 'senders').map(toParty),
    recipients: list(row, 'recipients').map(toParty),
    text: textOrEmpty(row, 'text'),
    richText: text(row, 'richText'),
    attachments: list(row, 'attachments').map(toAttachment),
    status: typeof status === 'string' ? status : text(status, 'statusType'),
    assignedTo: text(row, 'assignedTo'),
    newStatus: text(row, 'newStatus'),
    isTruncated: truncation !== null && truncation !== 'NOT_TRUNCATED',
    isArchived: flag(row, 'archived') === true,
    raw: row,
  };
}

const toParty = (row: unknown): MessageParty => ({
  actorId: text(row, 'actorId'),
  name: text(row, 'name'),
  identifier: toIdentifier(row),
});

export function toIdentifier(row: unknown): DeliveryIdentifier | null {
  const given = member(row, 'deliveryIdentifier');
  if (typeof given === 'string') return { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: given };
  const value = text(given, 'value');
  const type = identifierTypes.find((known) => known === text(given, 'type'));
  return value === null || type === undefined ? null : { type, value };
}

const identifierTypes: readonly DeliveryIdentifierType[] = [
  'HS_EMAIL_ADDRESS',
  'HS_PHONE_NUMBER',
  'HS_SHORT_CODE',
  'CHANNEL_SPECIFIC_OPAQUE_ID',
];

const toAttachment = (row: unknown): MessageAttachment => ({
  type: textOrEmpty(row, 'type'),
  fileId: text(row, 'fileId'),
  name: text(row, 'name'),
  url: text(row, 'url'),
  usage: text(row, 'fileUsageType'),
  raw: row,
});
