import { type HubSpot, nextId } from './hubspot.ts';
import type { AccountRow, Identifier, ThreadRow } from './rows.ts';

type NewThread = {
  account: AccountRow;
  contactId: string;
  visitor: Identifier;
  integrationThreadId: string | null;
};

/** A new thread in the account's inbox; tells the app so. */
export function openThread(hubspot: HubSpot, { account, ...given }: NewThread): ThreadRow {
  const at = hubspot.now();
  const row = hubspot.tables.threads.insert({
    ...{ id: nextId(hubspot.host, 'thread'), channelId: account.channelId, accountId: account.id },
    ...{ inboxId: account.inboxId, ...given, status: 'OPEN', assignedTo: null, archived: false, ticketId: null },
    ...{ createdAt: at, closedAt: null, latestAt: at, latestReceivedAt: null, latestSentAt: null, seenAt: null },
  });
  hubspot.tellApp({ type: 'conversation.creation', objectId: row.id });
  return row;
}

/** The history of a thread, oldest first. */
export const historyOf = ({ tables }: HubSpot, threadId: string) =>
  tables.messages
    .list()
    .filter((row) => row.threadId === threadId)
    .map((row, index) => ({ row, index }))
    .sort((left, right) => left.row.createdAt.localeCompare(right.row.createdAt) || left.index - right.index)
    .map(({ row }) => row);
