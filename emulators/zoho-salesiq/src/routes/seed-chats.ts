import { SeedFault, seedMissing, seedNotFound } from '../api-fault.ts';
import type { StepResult } from '../lifecycle/life-cycle.ts';
import type { SalesIqParts } from '../parts.ts';
import type { ConversationRow, MessageRow, OperatorRow, Stage } from '../rows.ts';
import { iso } from '../seed-events.ts';
import type { SalesIqStore } from '../store.ts';
import { type JsonMap, textOf } from '../values.ts';
import { type SeedCall, type SeedOperation, seedOperation, seedPage } from './seed.ts';

const READ = ['SalesIQ.chats.READ', 'SalesIQ.conversations.READ'];
const WRITE = ['SalesIQ.chats.UPDATE', 'SalesIQ.chats.CREATE', 'SalesIQ.conversations.UPDATE'];

/** Chats of seed 004 on the same store as the real family (salesiq.md §8 rows 1–7). */
export function registerSeedChats(parts: SalesIqParts): void {
  for (const operation of [...readOperations(parts.store), ...writeOperations(parts)]) {
    seedOperation(parts.store, operation);
  }
}

function readOperations(store: SalesIqStore): SeedOperation[] {
  return [
    {
      name: 'chats.list',
      method: 'GET',
      path: '/chats',
      scopes: READ,
      handle: ({ request: { query } }) => {
        const rows = store.tables.conversations.list().reverse();
        const wanted = rows.filter((row) => matches(row, query));
        return seedPage(
          wanted.map((row) => chatWire(store, row)),
          query,
        );
      },
    },
    {
      name: 'chats.get',
      method: 'GET',
      path: '/chats/:id',
      scopes: READ,
      handle: (call) => ({ data: chatWire(store, chatOf(store, call)) }),
    },
    {
      name: 'chats.transcript',
      method: 'GET',
      path: '/chats/:id/transcript',
      scopes: READ,
      handle: (call) => ({ data: store.messagesOf(chatOf(store, call).id).map(messageWire) }),
    },
  ];
}

function writeOperations({ store, cycle, transfers }: SalesIqParts): SeedOperation[] {
  const shared = { method: 'POST', scopes: WRITE } as const;
  return [
    {
      ...shared,
      name: 'chats.messages.create',
      path: '/chats/:id/messages',
      handle: (call) => {
        const text = textOf(call.body()['message']);
        if (text.trim() === '') throw seedMissing('message');
        const step = active(cycle.operatorSays(chatOf(store, call).id, firstOperator(store), text));
        return { data: step.message ? messageWire(step.message) : null };
      },
    },
    {
      ...shared,
      name: 'chats.transfer',
      path: '/chats/:id/transfer',
      handle: (call) => {
        const body = call.body();
        const operator = store.tables.operators.get(textOf(body['operator_id']));
        if (!operator) throw seedNotFound('operator');
        const { id } = chatOf(store, call);
        const note = textOf(body['message']);
        const departmentId = operator.departmentIds[0] ?? '';
        return answer(store, transfers.offer(id, { departmentId, operatorId: operator.id, note }));
      },
    },
    {
      ...shared,
      name: 'chats.end',
      path: '/chats/:id/end',
      handle: (call) => {
        const { id } = chatOf(store, call);
        const text = textOf(call.body()['message']);
        if (text.trim() !== '') active(cycle.operatorSays(id, firstOperator(store), text));
        return answer(store, cycle.close(id, 'agent'));
      },
    },
    {
      ...shared,
      name: 'chats.rating',
      path: '/chats/:id/rating',
      handle: (call) => {
        const body = call.body();
        const rating = body['rating'];
        if (typeof rating !== 'number' || rating < 1 || rating > 5) {
          throw new SeedFault('INVALID_REQUEST', 'rating must be a number from 1 to 5.');
        }
        const feedback = textOf(body['feedback']) || null;
        return { data: chatWire(store, cycle.rate(chatOf(store, call).id, { rating, feedback })) };
      },
    },
  ];
}

function chatOf(store: SalesIqStore, call: SeedCall): ConversationRow {
  const row = store.tables.conversations.get(call.id);
  if (!row) throw seedNotFound('chat');
  return row;
}

function firstOperator(store: SalesIqStore): OperatorRow {
  const operator = store.tables.operators.list()[0];
  if (!operator) throw seedNotFound('operator');
  return operator;
}

function active(step: StepResult): Extract<StepResult, { ok: true }> {
  if (!step.ok) throw new SeedFault('CHAT_NOT_ACTIVE', step.problem, 409);
  return step;
}

function answer(store: SalesIqStore, step: StepResult) {
  return { data: chatWire(store, active(step).conversation) };
}

/** The seed's word for a chat's state. */
export const chatStatus = (row: ConversationRow): string => STATUS[row.stage];

const STATUS: Record<Stage, string> = {
  bot: 'active',
  waiting: 'waiting',
  connected: 'active',
  closed: 'ended',
  missed: 'missed',
};

function matches(row: ConversationRow, query: Record<string, string>): boolean {
  const { status, operator_id: operator, department_id: department, visitor_id: visitor } = query;
  return (
    (!status || STATUS[row.stage] === status) &&
    (!operator || row.operatorId === operator) &&
    (!department || row.departmentId === department) &&
    (!visitor || row.visitorId === visitor) &&
    isWithin(row, query)
  );
}

function isWithin(row: ConversationRow, { from_date: from, to_date: to }: Record<string, string>): boolean {
  return (!from || row.openedAt >= Date.parse(from)) && (!to || row.openedAt <= Date.parse(to));
}

/** A chat as seed 004 shows it. */
function chatWire(store: SalesIqStore, row: ConversationRow): JsonMap {
  const { visitor } = store.cast(row);
  const endedAt = row.endedAt ?? row.missedAt;
  return {
    id: row.id,
    visitor_id: row.visitorId,
    operator_id: row.operatorId,
    department_id: row.departmentId,
    status: chatStatus(row),
    type: 'live_chat',
    started_at: iso(row.openedAt),
    ended_at: endedAt === null ? null : iso(endedAt),
    duration: endedAt === null ? 0 : Math.round((endedAt - row.openedAt) / 1000),
    rating: row.rating,
    feedback: row.feedback,
    transcript: store.messagesOf(row.id).map(messageWire),
    visitor_info: {
      name: visitor.name,
      email: visitor.email,
      phone: visitor.phone,
      city: 'Austin',
      country: 'United States',
      browser: 'Chrome',
      platform: 'Windows',
    },
    tags: row.tagIds.flatMap((id) => store.tables.tags.get(id)?.name ?? []),
    custom_fields: row.customerInfo,
  };
}

function messageWire(message: MessageRow): JsonMap {
  return {
    id: message.id,
    sender_type: message.side,
    sender_id: message.senderId,
    message: message.text,
    timestamp: iso(message.at),
    type: 'text',
  };
}
