import type { ConversationRow, MessageRow, Stage } from '../rows.ts';
import type { SalesIqStore } from '../store.ts';
import { oneOf, pageOf, timeOf, wholeNumber } from './paging.ts';

type Query = Record<string, string>;

const STATUS_FILTER = ['open', 'closed', 'waiting', 'connected', 'missed', 'end'] as const;
const STAGES: Record<(typeof STATUS_FILTER)[number], readonly Stage[]> = {
  open: ['bot', 'waiting', 'connected'],
  closed: ['closed', 'missed'],
  waiting: ['waiting'],
  connected: ['bot', 'connected'],
  missed: ['missed'],
  end: ['closed'],
};
const SORTS = ['in_time', 'end_time', 'updated_time'] as const;

/** The filtered page of conversations, newest first (salesiq.md §2.1, §1.6). */
export function listConversations(store: SalesIqStore, query: Query): ConversationRow[] {
  const page = wholeNumber(query, 'page', { fallback: 1, min: 1, max: 1_000_000 });
  const limit = wholeNumber(query, 'limit', { fallback: 20, min: 1, max: 99 });
  const sort = oneOf(query, 'sort_by', SORTS) ?? 'in_time';
  const tests = [...fieldTests(store, query), ...timeTests(query)];
  const rows = store.tables.conversations.list().filter((row) => tests.every((test) => test(row)));
  const key = {
    in_time: (row: ConversationRow) => row.openedAt,
    end_time: (row: ConversationRow) => row.endedAt ?? 0,
    updated_time: (row: ConversationRow) => row.modifiedAt,
  }[sort];
  return pageOf(
    rows.reverse().sort((left, right) => key(right) - key(left)),
    page,
    limit,
  );
}

type Test = (row: ConversationRow) => boolean;

function fieldTests(store: SalesIqStore, query: Query): Test[] {
  const status = oneOf(query, 'status', STATUS_FILTER);
  const type = oneOf(query, 'visitor_type', ['lead', 'contact']);
  const email = query['email']?.trim().toLowerCase();
  const { department_id: department, attender_id: attender, app_id: app } = query;
  const visitor = (row: ConversationRow) => store.tables.visitors.get(row.visitorId);
  return [
    ...(status === null ? [] : [(row: ConversationRow) => STAGES[status].includes(row.stage)]),
    ...(type === null ? [] : [(row: ConversationRow) => visitor(row)?.type === type]),
    ...(email ? [(row: ConversationRow) => visitor(row)?.email.toLowerCase() === email] : []),
    ...(department ? [(row: ConversationRow) => row.departmentId === department] : []),
    ...(attender ? [(row: ConversationRow) => row.operatorId === attender] : []),
    ...(app ? [(row: ConversationRow) => row.appId === app] : []),
  ];
}

function timeTests(query: Query): Test[] {
  const from = timeOf(query, 'from_time');
  const to = timeOf(query, 'to_time');
  const updatedFrom = timeOf(query, 'updated_from_time');
  const updatedTill = timeOf(query, 'updated_till_time');
  return [
    ...(from === null ? [] : [(row: ConversationRow) => row.openedAt >= from]),
    ...(to === null ? [] : [(row: ConversationRow) => row.openedAt <= to]),
    ...(updatedFrom === null ? [] : [(row: ConversationRow) => row.modifiedAt >= updatedFrom]),
    ...(updatedTill === null ? [] : [(row: ConversationRow) => row.modifiedAt <= updatedTill]),
  ];
}

/** A stretch of the transcript: oldest first, but with only `to_time` newest first (salesiq.md §1.6). Bounds are inclusive. */
export function listMessages(messages: readonly MessageRow[], query: Query): MessageRow[] {
  const limit = wholeNumber(query, 'limit', { fallback: 20, min: 1, max: 99 });
  const from = timeOf(query, 'from_time');
  const to = timeOf(query, 'to_time');
  const within = messages.filter((row) => (from === null || row.at >= from) && (to === null || row.at <= to));
  const ordered = from === null && to !== null ? within.reverse() : within;
  return ordered.slice(0, limit);
}
