import type { HubSpot } from './hubspot.ts';
import { actorWith, nameOf } from './people.ts';
import type { MessageRow, ThreadRow } from './rows.ts';
import { historyOf } from './threads.ts';
import { type JsonMap, listOf, mapOf, textOf } from './values.ts';

/** A thread as the inbox page lists it. */
export function glance(hubspot: HubSpot, thread: ThreadRow): JsonMap {
  const history = historyOf(hubspot, thread.id).filter(({ wire }) => isSaid(wire));
  const last = history.at(-1);
  const visitor = actorWith(hubspot, `V-${thread.contactId}`);
  return {
    id: thread.id,
    status: thread.status,
    archived: thread.archived,
    inbox: hubspot.tables.inboxes.get(thread.inboxId)?.name ?? '',
    visitor: { name: textOf(visitor?.['name']), email: textOf(visitor?.['email']), reachedBy: thread.visitor.value },
    isContact: hubspot.tables.contacts.get(thread.contactId) !== undefined,
    assignedTo: thread.assignedTo ?? '',
    assignee: thread.assignedTo === null ? '' : (nameOf(hubspot, thread.assignedTo) ?? ''),
    lastText: last === undefined ? '' : glanceText(last.wire),
    lastAt: last?.createdAt ?? thread.createdAt,
    unread: history.filter((row) => isUnread(thread, row)).length,
  };
}

/** The history as the inbox page shows it. */
export const transcript = (hubspot: HubSpot, thread: ThreadRow): JsonMap[] =>
  historyOf(hubspot, thread.id).map(({ wire, createdAt }) => ({
    id: wire['id'],
    kind: kindOf(wire),
    name: writerOf(hubspot, wire),
    text: textIn(hubspot, wire),
    time: createdAt,
    files: listOf(wire['attachments']).map(mapOf).map(fileIn),
    status: textOf(mapOf(wire['status'])['statusType']),
    problem: textOf(mapOf(mapOf(wire['status'])['failureDetails'])['errorMessage']),
  }));

const isSaid = (wire: JsonMap): boolean => wire['type'] === 'MESSAGE' || wire['type'] === 'COMMENT';
const isUnread = ({ seenAt }: ThreadRow, { wire, createdAt }: MessageRow): boolean =>
  wire['direction'] === 'INCOMING' && (seenAt === null || createdAt > seenAt);

const glanceText = (wire: JsonMap): string => {
  const [file] = listOf(wire['attachments']).map(mapOf);
  return textOf(wire['text']) || textOf(file?.['name']) || 'A file';
};

function kindOf(wire: JsonMap): string {
  if (wire['type'] === 'COMMENT') return 'comment';
  if (wire['type'] !== 'MESSAGE') return 'change';
  return wire['direction'] === 'INCOMING' ? 'visitor' : 'agent';
}

function writerOf(hubspot: HubSpot, wire: JsonMap): string {
  const [sender] = listOf(wire['senders']).map(mapOf);
  return textOf(sender?.['name']) || (nameOf(hubspot, textOf(wire['createdBy'])) ?? 'HubSpot');
}

function textIn(hubspot: HubSpot, wire: JsonMap): string {
  switch (wire['type']) {
    case 'ASSIGNMENT': {
      const assignedTo = textOf(wire['assignedTo']);
      return assignedTo === '' ? 'Assigned to nobody' : `Assigned to ${nameOf(hubspot, assignedTo) ?? assignedTo}`;
    }
    case 'THREAD_STATUS_CHANGE':
      return wire['newStatus'] === 'CLOSED' ? 'Closed' : 'Opened again';
    case 'THREAD_INBOX_CHANGE':
      return `Moved to ${hubspot.tables.inboxes.get(textOf(wire['toInboxId']))?.name ?? 'another inbox'}`;
    default:
      return textOf(wire['text']);
  }
}

const fileIn = (attachment: JsonMap): JsonMap => ({
  name: textOf(attachment['name']) || textOf(attachment['type']),
  url: textOf(attachment['url']),
});
