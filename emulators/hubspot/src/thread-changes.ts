import { addEntry } from './history.ts';
import type { HubSpot } from './hubspot.ts';
import type { ThreadRow } from './rows.ts';

/** Who does it: an agent, or the app. */
export type Doer = { actorId: string; isByApp: boolean };

type StatusChange = Doer & { status: 'OPEN' | 'CLOSED' };
/** `assignee` null is nobody. */
type Assignment = Doer & { assignee: string | null };
type Archiving = Doer & { archived: boolean };
type Move = Doer & { inboxId: string };

const sourceOf = ({ isByApp }: Doer): string => (isByApp ? 'INTEGRATION' : 'USER');

/** Closes or opens; nothing happens when it is so already (contract hubspot §7, §9). */
export function setStatus(hubspot: HubSpot, thread: ThreadRow, { status, ...doer }: StatusChange): ThreadRow {
  if (thread.status === status) return thread;
  const closedAt = status === 'CLOSED' ? hubspot.now() : null;
  const row = hubspot.tables.threads.update(thread.id, { status, closedAt });
  addEntry(hubspot, row, { type: 'THREAD_STATUS_CHANGE', ...doer, members: { newStatus: status } });
  tellOfProperty(hubspot, row, { name: 'status', value: status, doer });
  return row;
}

/** Gives it to an agent, or to nobody. */
export function assign(hubspot: HubSpot, thread: ThreadRow, { assignee, ...doer }: Assignment): ThreadRow {
  if (thread.assignedTo === assignee) return thread;
  const row = hubspot.tables.threads.update(thread.id, { assignedTo: assignee });
  addEntry(hubspot, row, {
    type: 'ASSIGNMENT',
    ...doer,
    members: {
      ...(thread.assignedTo === null ? {} : { assignedFrom: thread.assignedTo }),
      ...(assignee === null ? {} : { assignedTo: assignee }),
    },
  });
  tellOfProperty(hubspot, row, { name: 'assignedTo', value: assignee ?? '', doer });
  return row;
}

/** Archiving is told as a deletion, restoring as a change; there is no status for it (contract hubspot §9). */
export function setArchived(hubspot: HubSpot, thread: ThreadRow, { archived, ...doer }: Archiving): ThreadRow {
  if (thread.archived === archived) return thread;
  const row = hubspot.tables.threads.update(thread.id, { archived });
  if (archived) hubspot.tellApp({ type: 'conversation.deletion', objectId: thread.id });
  else tellOfProperty(hubspot, row, { name: 'isArchived', value: 'FALSE', doer });
  return row;
}

/** Removes the thread with its history for good. */
export function purge(hubspot: HubSpot, thread: ThreadRow): void {
  for (const row of hubspot.tables.messages.list())
    if (row.threadId === thread.id) hubspot.tables.messages.remove(row.id);
  hubspot.tables.threads.remove(thread.id);
  hubspot.tellApp({ type: 'conversation.privacyDeletion', objectId: thread.id });
}

export function moveToInbox(hubspot: HubSpot, thread: ThreadRow, { inboxId, ...doer }: Move): ThreadRow {
  const row = hubspot.tables.threads.update(thread.id, { inboxId });
  addEntry(hubspot, row, {
    type: 'THREAD_INBOX_CHANGE',
    ...doer,
    members: { fromInboxId: thread.inboxId, toInboxId: inboxId },
  });
  return row;
}

type Property = { name: string; value: string; doer: Doer };

const tellOfProperty = (hubspot: HubSpot, thread: ThreadRow, { name, value, doer }: Property): void =>
  hubspot.tellApp({
    type: 'conversation.propertyChange',
    objectId: thread.id,
    members: { propertyName: name, propertyValue: value },
    ...(name === 'isArchived' ? {} : { changeSource: sourceOf(doer) }),
  });
