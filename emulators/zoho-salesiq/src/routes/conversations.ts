import { ApiFault, invalidBody } from '../api-fault.ts';
import { receiveFile } from '../files.ts';
import type { Said, StepResult } from '../lifecycle/life-cycle.ts';
import type { SalesIqParts } from '../parts.ts';
import type { ConversationRow } from '../rows.ts';
import type { SalesIqStore } from '../store.ts';
import { isMap, type JsonMap, listOf, textOf } from '../values.ts';
import { conversationWire, messageWire } from '../wire.ts';
import { listConversations, listMessages } from './conversation-lists.ts';
import { type RealAnswer, type RealCall, type RealOperation, realOperation } from './real.ts';

const READ = 'SalesIQ.conversations.READ';
const CREATE = 'SalesIQ.conversations.CREATE';
const UPDATE = 'SalesIQ.conversations.UPDATE';

/** Conversations of REST v2 (salesiq.md §2.1). Methods that no page prints are marked as guesses. */
export function registerConversations(parts: SalesIqParts): void {
  for (const operation of [...readOperations(parts), ...writeOperations(parts), ...stepOperations(parts)]) {
    realOperation(parts.store, operation);
  }
}

function readOperations(parts: SalesIqParts): RealOperation[] {
  const source = 'salesiq.md §2.1';
  return [
    {
      name: 'salesiq.conversations.list',
      method: 'GET',
      path: '/conversations',
      scope: READ,
      fidelity: 'documented',
      source,
      handle: ({ store, request }) => ({
        object: 'list',
        data: listConversations(store, request.query).map((row) => wireOf(store, row)),
        isList: true,
      }),
    },
    {
      name: 'salesiq.conversations.get',
      method: 'GET',
      path: '/conversations/:id',
      scope: READ,
      fidelity: 'documented',
      source,
      handle: (call) => conversationAnswer(call.store, call.conversation()),
    },
    {
      name: 'salesiq.conversations.messages',
      method: 'GET',
      path: '/conversations/:id/messages',
      scope: READ,
      fidelity: 'documented',
      source,
      handle: (call) => ({
        object: 'list',
        data: listMessages(parts.store.messagesOf(call.conversation().id), call.request.query).map(messageWire),
      }),
    },
    {
      name: 'salesiq.conversations.feedback',
      method: 'GET',
      path: '/conversations/:id/feedback',
      scope: 'SalesIQ.feedbacks.READ',
      fidelity: 'documented',
      source,
      handle: (call) => ({ object: 'feedback', data: feedbackOf(call.conversation()) }),
    },
    {
      name: 'salesiq.feedbacks.list',
      method: 'GET',
      path: '/feedbacks',
      scope: 'SalesIQ.feedbacks.READ',
      fidelity: 'documented',
      source,
      handle: ({ store }) => ({
        object: 'list',
        data: store.tables.conversations.list().filter(isRated).map(feedbackOf),
        isList: true,
      }),
    },
  ];
}

function writeOperations({ store, cycle, announce }: SalesIqParts): RealOperation[] {
  const source = 'salesiq.md §2.1';
  return [
    {
      name: 'salesiq.conversations.send',
      method: 'POST',
      path: '/conversations/:id/messages',
      scope: CREATE,
      fidelity: 'documented',
      source,
      handle: (call) => {
        const row = call.conversation();
        const step = required(cycle.operatorSays(row.id, call.operator(), saidIn(call)));
        return { object: 'message', data: step.message ? messageWire(step.message) : {} };
      },
    },
    {
      name: 'salesiq.conversations.customer-info',
      method: 'PUT',
      path: '/conversations/:id',
      scope: UPDATE,
      fidelity: 'documented',
      source: 'salesiq.md §2.1, §8 row 10',
      handle: (call) => {
        const info = call.body()['customer_info'];
        if (!isMap(info)) throw invalidBody('customer_info');
        const before = call.conversation();
        const row = store.change(before.id, { customerInfo: { ...before.customerInfo, ...info } });
        announce(row, { event: 'visitor.updated' });
        return conversationAnswer(store, row);
      },
    },
    {
      name: 'salesiq.conversations.tags',
      method: 'PUT',
      path: '/conversations/:id/tags',
      scope: UPDATE,
      fidelity: 'documented',
      source,
      handle: (call) => {
        const ids = listOf(call.body()['ids']).map(textOf);
        if (ids.length === 0) throw invalidBody('ids');
        if (ids.some((id) => !store.tables.tags.get(id))) throw new ApiFault(1019, 'Invalid resource');
        const before = call.conversation();
        const row = store.change(before.id, { tagIds: [...new Set([...before.tagIds, ...ids])] });
        return conversationAnswer(store, row);
      },
    },
  ];
}

function stepOperations(parts: SalesIqParts): RealOperation[] {
  const { store, cycle, transfers } = parts;
  const answerOf = (step: StepResult): RealAnswer => conversationAnswer(store, required(step).conversation);
  const update = (name: string, fidelity: RealOperation['fidelity'], act: (call: RealCall) => StepResult) => ({
    name: `salesiq.conversations.${name}`,
    method: 'PUT' as const,
    path: `/conversations/:id/${name}`,
    scope: UPDATE,
    fidelity,
    source: 'salesiq.md §2.1',
    handle: (call: RealCall) => answerOf(act(call)),
  });
  const close = update('close', 'guess', (call) => cycle.close(call.conversation().id, 'agent'));
  return [
    close,
    { ...close, name: 'salesiq.conversations.close-post', method: 'POST' },
    update('pickup', 'guess', (call) => cycle.join(call.conversation().id, call.operator())),
    update('transfer', 'documented', (call) => transfers.offer(call.conversation().id, transferIn(call))),
    update('accept', 'guess', (call) => {
      const row = call.conversation();
      const wanted = row.transfer?.operatorId ?? call.operator().id;
      return transfers.accept(row.id, store.tables.operators.get(wanted) ?? call.operator());
    }),
    update('reject', 'documented', (call) => {
      const operator = store.tables.operators.get(textOf(call.body()['operator_id']));
      if (!operator) throw new ApiFault(1024, 'Operator ids are invalid', { json_key: 'operator_id' });
      return transfers.reject(call.conversation().id, operator);
    }),
  ];
}

function transferIn(call: RealCall) {
  const body = call.body();
  const { departments, operators } = call.store.tables;
  const departmentId = textOf(body['department_id']);
  if (departmentId === '') throw invalidBody('department_id');
  if (!departments.get(departmentId)) throw new ApiFault(1025, 'Department ids are invalid');
  const operatorId = textOf(body['operator_id']) || null;
  if (operatorId !== null && !operators.get(operatorId)) throw new ApiFault(1024, 'Operator ids are invalid');
  return { departmentId, operatorId, note: textOf(body['note'] ?? body['notes']) };
}

/** The message text of a send body; 1015 when empty. */
export function textIn(body: JsonMap): string {
  const text = body['text'];
  if (typeof text !== 'string' || text.trim() === '') throw invalidBody('text');
  return text;
}

/** A text, or a file with a comment when the body is multipart. */
export const saidIn = (call: RealCall): Said => receiveFile(call.store, call.request) ?? textIn(call.body());

/** No code is documented for a step that the conversation's state forbids; 1019 is the nearest (guess). */
export function required(step: StepResult): Extract<StepResult, { ok: true }> {
  if (!step.ok) throw new ApiFault(1019, `Invalid resource: ${step.problem}`);
  return step;
}

function wireOf(store: SalesIqStore, row: ConversationRow): JsonMap {
  return conversationWire(row, store.cast(row));
}
function conversationAnswer(store: SalesIqStore, row: ConversationRow): RealAnswer {
  return { object: 'conversations', data: wireOf(store, store.tables.conversations.get(row.id) ?? row) };
}
function isRated(row: ConversationRow): boolean {
  return row.rating !== null || row.feedback !== null;
}
function feedbackOf(row: ConversationRow): JsonMap {
  return { conversation_id: row.id, rating: row.rating, feedback: row.feedback };
}
