import { ApiFault, invalidBody } from '../api-fault.ts';
import type { SalesIqParts } from '../parts.ts';
import { isMap, type JsonMap, textOf } from '../values.ts';
import { messageWire } from '../wire.ts';
import { required, saidIn } from './conversations.ts';
import { type RealCall, realOperation } from './real.ts';

const WAIT_DEFAULT_S = 60;
const WAIT_MAX_S = 999;

/** The Visitor API v1: acting as the visitor, with a token of the organisation (salesiq.md §3). */
export function registerVisitorApi({ store, cycle }: SalesIqParts): void {
  realOperation(store, {
    name: 'salesiq.visitor.open',
    method: 'POST',
    path: '/conversations',
    scope: 'SalesIQ.conversations.CREATE',
    fidelity: 'documented',
    source: 'salesiq.md §3',
    isForVisitors: true,
    handle: (call) => {
      const { visitor, opening } = openingIn(call);
      const row = cycle.openForVisitor(visitor, opening);
      return { object: 'conversations', data: { conversation_id: row.id, channel_id: row.channelId } };
    },
  });
  realOperation(store, {
    name: 'salesiq.visitor.send',
    method: 'POST',
    path: '/conversations/:id/messages',
    scope: 'SalesIQ.conversations.CREATE',
    fidelity: 'documented',
    source: 'salesiq.md §3',
    isForVisitors: true,
    handle: (call) => {
      const step = required(cycle.visitorSays(call.conversation().id, saidIn(call)));
      return { object: 'message', data: step.message ? messageWire(step.message) : {} };
    },
  });
}

function openingIn(call: RealCall) {
  const body = call.body();
  const { apps, departments } = call.store.tables;
  const [appId, departmentId, question] = ['app_id', 'department_id', 'question'].map((key) => requiredText(body, key));
  if (!apps.get(appId ?? '')) throw new ApiFault(1019, 'Invalid resource', { json_key: 'app_id' });
  if (!departments.get(departmentId ?? '')) throw new ApiFault(1025, 'Department ids are invalid');
  const visitor = body['visitor'];
  if (!isMap(visitor)) throw invalidBody('visitor');
  const userId = textOf(visitor['user_id']);
  if (userId === '' || userId.startsWith('botpreview_')) throw invalidBody('visitor.user_id');
  const info = body['customer_info'];
  return {
    visitor: {
      userId,
      name: textOf(visitor['name']),
      email: textOf(visitor['email']),
      phone: textOf(visitor['phone']),
      ...(textOf(visitor['country_code']) ? { countryCode: textOf(visitor['country_code']) } : {}),
    },
    opening: {
      appId: appId ?? '',
      departmentId: departmentId ?? '',
      question: question ?? '',
      waitMs: waitSecondsIn(body) * 1000,
      customerInfo: isMap(info) ? info : {},
    },
  };
}

function requiredText(body: JsonMap, key: string): string {
  const text = textOf(body[key]);
  if (text.trim() === '') throw invalidBody(key);
  return text;
}

function waitSecondsIn(body: JsonMap): number {
  const value = body['custom_wait_time'];
  if (value === undefined || value === null) return WAIT_DEFAULT_S;
  const seconds = Number(value);
  if (!(seconds >= 1 && seconds <= WAIT_MAX_S)) throw invalidBody('custom_wait_time');
  return seconds;
}
