import { badField, ControlError, readObject } from '@baton/emulator-kit';
import { connectGateway } from './gateway-link.ts';
import type { StepResult } from './lifecycle/life-cycle.ts';
import type { SalesIqParts } from './parts.ts';
import type { ConversationRow, OperatorRow } from './rows.ts';
import type { SalesIqStore, VisitorDetails } from './store.ts';
import { isMap, type JsonMap, textOf } from './values.ts';
import { glance, transcript } from './views.ts';

/** `/__emulator/salesiq/…`: people and tests play the visitor and the operator here, and steer the emulator. */
export function registerControls(parts: SalesIqParts): void {
  registerVisitorControls(parts);
  registerOperatorControls(parts);
  const { store } = parts;
  store.host.control('POST', '/salesiq/gateway', async (request) => {
    const body = readObject(request);
    await connectGateway(parts, {
      zobotUrl: requiredText(body, 'zobotUrl'),
      webhookUrl: requiredText(body, 'webhookUrl'),
    });
    return { ...store.addresses };
  });
}

/** How long an operator counts as typing after a key. */
const TYPING_MS = 4_000;

function registerVisitorControls({ store, cycle, driver }: SalesIqParts): void {
  const { host } = store;
  host.control('POST', '/salesiq/visitor-message', async (request) => {
    const body = readObject(request);
    const result = await driver.visitorSays({
      conversationId: textOf(body['conversation']) || null,
      visitor: visitorIn(body),
      text: requiredText(body, 'text'),
    });
    if (!result.ok) throw new ControlError(result.status, result.code, result.message);
    const { ok: _, ...shown } = result;
    return shown;
  });
  host.control('POST', '/salesiq/trigger', (request) => driver.land(visitorIn(readObject(request))));
  host.control('POST', '/salesiq/visitor-end', (request) => {
    const row = namedConversation(store, readObject(request));
    return outcome(cycle.close(row.id, 'visitor'));
  });
  host.control('POST', '/salesiq/rate', (request) => {
    const body = readObject(request);
    const { rating, feedback } = body;
    if (rating !== undefined && typeof rating !== 'number') throw badField('rating', 'a number');
    const row = namedConversation(store, body);
    const given = { rating: rating ?? null, feedback: textOf(feedback) || null };
    return { conversation_id: row.id, status: cycle.rate(row.id, given).stage };
  });
  host.control('GET', '/salesiq/conversations', () =>
    store.tables.conversations.list().map((row) => glance(store, row)),
  );
  host.control('GET', '/salesiq/conversations/:id', ({ params }) => {
    const row = store.tables.conversations.get(params['id'] ?? '');
    if (!row) throw unknownConversation(params['id'] ?? '');
    return { ...glance(store, row), suggestions: row.suggestions, messages: transcript(store, row.id) };
  });
}

function registerOperatorControls({ store, cycle, typing }: SalesIqParts): void {
  store.host.control('POST', '/salesiq/operator', (request) => {
    const body = readObject(request);
    const action = requiredText(body, 'action');
    const { id } = namedConversation(store, body);
    const operator = operatorIn(store, body);
    switch (action) {
      case 'join':
        return outcome(cycle.join(id, operator));
      case 'reply':
        typing.delete(id);
        return outcome(cycle.operatorSays(id, operator, requiredText(body, 'text')));
      case 'close':
        return outcome(cycle.close(id, 'agent'));
      case 'miss':
        return outcome(cycle.miss(id));
      case 'typing':
        typing.set(id, Date.now() + TYPING_MS);
        return { conversation_id: id, status: store.tables.conversations.get(id)?.stage };
      default:
        throw badField('action', 'join, reply, close, miss or typing');
    }
  });
}

function outcome(step: StepResult): JsonMap {
  if (!step.ok) throw new ControlError(409, 'wrong-state', step.problem);
  const { conversation, message } = step;
  return {
    conversation_id: conversation.id,
    status: conversation.stage,
    ...(message ? { message_id: message.id, msgid: message.msgid } : {}),
  };
}

function visitorIn(body: Record<string, unknown>): VisitorDetails {
  const visitor = body['visitor'];
  if (visitor === undefined) return {};
  if (!isMap(visitor)) throw badField('visitor', 'an object with name, email and phone');
  return { name: textOf(visitor['name']), email: textOf(visitor['email']), phone: textOf(visitor['phone']) };
}

function operatorIn(store: SalesIqStore, body: Record<string, unknown>): OperatorRow {
  const id = textOf(body['operator_id']);
  const operators = store.tables.operators.list();
  const operator = id === '' ? operators[0] : operators.find((row) => row.id === id);
  if (!operator) throw badField('operator_id', 'the id of an operator');
  return operator;
}

function namedConversation(store: SalesIqStore, body: Record<string, unknown>): ConversationRow {
  const id = requiredText(body, 'conversation_id');
  const row = store.tables.conversations.get(id);
  if (!row) throw unknownConversation(id);
  return row;
}

function unknownConversation(id: string): ControlError {
  return new ControlError(404, 'unknown-conversation', `There is no conversation ${id}.`);
}

function requiredText(body: Record<string, unknown>, field: string): string {
  const text = textOf(body[field]);
  if (text.trim() === '') throw badField(field, 'a text');
  return text;
}
