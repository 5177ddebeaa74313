import { badField, ControlError, type EmulatorReply, type EmulatorRequest, readObject } from '@baton/emulator-kit';
import type { SalesIqParts } from '../parts.ts';
import type { AppRow, ConversationRow } from '../rows.ts';
import type { SalesIqStore, VisitorDetails } from '../store.ts';
import { isMap, type JsonMap, textOf } from '../values.ts';
import { glance, transcript } from '../views.ts';
import { widgetCode, widgetScript } from './script.ts';

/** The widget script, as Zoho serves it, and the calls that the script makes (ours: Zoho's are not public). */
export function registerWidget(parts: SalesIqParts): void {
  const { store } = parts;
  const app = (): AppRow => {
    const [first] = store.tables.apps.list();
    if (first === undefined) throw new Error('The portal has no app.');
    return first;
  };
  store.host.operation({
    vendor: 'salesiq',
    name: 'salesiq.widget.script',
    method: 'GET',
    path: '/widget',
    fidelity: 'documented',
    source: 'salesiq.md §6',
    handle: (request) => serveScript(app(), request),
  });
  store.host.contributeConnection('widgetCode', () => widgetCode(app()));
  registerCalls(parts);
}

/** The code stands in the address (`wc`), or in the page alone, as in seed 004; then it is not looked at. */
function serveScript(app: AppRow, { query }: EmulatorRequest): EmulatorReply {
  const headers = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' };
  const { wc } = query;
  if (wc !== undefined && wc !== widgetCode(app))
    return {
      status: 404,
      headers,
      body: '/* There is no widget with this code: see widgetCode in /__emulator/connection. */',
    };
  return { status: 200, headers, body: widgetScript(app) };
}

function registerCalls({ store, cycle, driver, typing }: SalesIqParts): void {
  const { host } = store;
  host.control('POST', '/widget/land', (request) => driver.land(visitorIn(readObject(request))));
  host.control('POST', '/widget/message', async (request) => {
    const body = readObject(request);
    const text = textOf(body['text']);
    if (text.trim() === '') throw badField('text', 'a text');
    const opening = { ...departmentIn(store, body), customerInfo: infoIn(body) };
    const visitor = visitorIn(body);
    const conversationId = textOf(body['conversation']) || null;
    const result = await driver.visitorSays({ conversationId, visitor, text, opening });
    if (!result.ok) throw new ControlError(result.status, result.code, result.message);
    keepInfo(store, result.conversation_id, infoIn(body));
    return { conversation_id: result.conversation_id };
  });
  host.control('GET', '/widget/chat/:id', ({ params }) => {
    const row = chatNamed(store, params['id']);
    const isTyping = (typing.get(row.id) ?? 0) > Date.now() && row.stage === 'connected';
    const view = glance(store, row);
    return {
      ...view,
      suggestions: row.suggestions,
      messages: transcript(store, row.id),
      transfers: row.transferCount,
      typing: isTyping ? view['operator'] : null,
    };
  });
  host.control('POST', '/widget/end', (request) => {
    const row = chatNamed(store, readObject(request)['conversation']);
    const step = cycle.close(row.id, 'visitor');
    if (!step.ok) throw new ControlError(409, 'wrong-state', step.problem);
    return { status: step.conversation.stage };
  });
  host.control('POST', '/widget/rate', (request) => {
    const body = readObject(request);
    const { rating } = body;
    if (typeof rating !== 'number' || !(rating >= 1 && rating <= 5)) throw badField('rating', 'a number from 1 to 5');
    const row = chatNamed(store, body['conversation']);
    return { rating: cycle.rate(row.id, { rating, feedback: textOf(body['feedback']) || null }).rating };
  });
  host.control('POST', '/widget/track', (request) => {
    const { kind, name, data, ...body } = readObject(request);
    const visitor = store.meetVisitor(visitorIn(body));
    const at = store.now();
    return store.tables.activities.insert({
      ...{ id: host.nextId(), visitorId: visitor.id, at, kind: textOf(kind), name: textOf(name) },
      data: isMap(data) ? data : {},
    });
  });
}

function chatNamed({ tables }: SalesIqStore, value: unknown): ConversationRow {
  const row = tables.conversations.get(textOf(value));
  if (row === undefined) throw new ControlError(404, 'unknown-conversation', 'There is no such conversation.');
  return row;
}

function visitorIn(body: Record<string, unknown>): VisitorDetails {
  const visitor = isMap(body['visitor']) ? body['visitor'] : {};
  const [userId, name, email, phone] = ['user_id', 'name', 'email', 'phone'].map((key) => textOf(visitor[key]));
  return { userId: userId ?? '', name: name ?? '', email: email ?? '', phone: phone ?? '' };
}

function infoIn(body: Record<string, unknown>): JsonMap {
  const visitor = body['visitor'];
  const info = isMap(visitor) ? visitor['info'] : undefined;
  return isMap(info) ? info : {};
}

/** What the page told of the visitor goes on the visitor as well. */
function keepInfo({ tables }: SalesIqStore, conversationId: string, info: JsonMap): void {
  const visitor = tables.visitors.get(tables.conversations.get(conversationId)?.visitorId ?? '');
  if (visitor === undefined || Object.keys(info).length === 0) return;
  tables.visitors.update(visitor.id, { customFields: { ...visitor.customFields, ...info } });
}

/** By name or id; one that is unknown is passed over, as the widget does. */
function departmentIn({ tables }: SalesIqStore, body: Record<string, unknown>): { departmentId?: string } {
  const wanted = textOf(body['department']);
  const found = tables.departments.find(({ id, name }) => id === wanted || name === wanted);
  return found === undefined ? {} : { departmentId: found.id };
}
