import { ApiFault, invalidBody, notFound } from '../api-fault.ts';
import type { SalesIqParts } from '../parts.ts';
import type { ConversationRow } from '../rows.ts';
import { type JsonMap, stamp, textOf } from '../values.ts';
import { conversationWire, messageWire } from '../wire.ts';
import { required, textIn } from './conversations.ts';
import { pageOf, wholeNumber } from './paging.ts';
import { answering, type RealOperation, realOperation, requireAccess } from './real.ts';

/** Threads, files, messages by address, and a visitor's own conversations (salesiq.md §2.1, §3). */
export function registerConversationExtras(parts: SalesIqParts): void {
  for (const operation of operations(parts)) realOperation(parts.store, operation);
  registerDownload(parts);
}

function operations({ store, cycle }: SalesIqParts): RealOperation[] {
  const { conversations, visitors } = store.tables;
  return [
    {
      name: 'salesiq.conversations.threads',
      method: 'GET',
      path: '/conversations/:id/threads',
      scope: 'SalesIQ.conversations.READ',
      fidelity: 'guess',
      source: 'salesiq.md §2.1',
      handle: (call) => {
        const { query } = call.request;
        const page = wholeNumber(query, 'page', { fallback: 1, min: 1, max: 1_000_000 });
        const limit = wholeNumber(query, 'limit', { fallback: 50, min: 1, max: 50 });
        return { object: 'list', data: pageOf(threadsOf(call.conversation()), page, limit), isList: true };
      },
    },
    {
      name: 'salesiq.visitors.send',
      method: 'POST',
      path: '/visitors/:id/messages',
      scope: 'SalesIQ.conversations.CREATE',
      fidelity: 'guess',
      source: 'salesiq.md §2.1',
      handle: (call) => {
        const email = decodeURIComponent(call.id).toLowerCase();
        const ids = new Set(visitors.list().flatMap((row) => (row.email.toLowerCase() === email ? [row.id] : [])));
        const latest = conversations.list().findLast((row) => ids.has(row.visitorId));
        if (!latest) throw notFound();
        const step = required(cycle.operatorSays(latest.id, call.operator(), textIn(call.body())));
        return { object: 'message', data: step.message ? messageWire(step.message) : {} };
      },
    },
    {
      name: 'salesiq.visitor.list',
      method: 'GET',
      path: '/conversations',
      scope: 'SalesIQ.conversations.READ',
      fidelity: 'guess',
      source: 'salesiq.md §3',
      isForVisitors: true,
      handle: ({ request: { query } }) => {
        const wanted = query['avuid'] ?? query['cvuid'];
        if (wanted === undefined) throw new ApiFault(1011, 'Either the request parameters are invalid or absent');
        const rows = conversations.list().filter((row) => visitors.get(row.visitorId)?.userId === wanted);
        return { object: 'list', data: rows.map((row) => conversationWire(row, store.cast(row))), isList: true };
      },
    },
  ];
}

/** Each time the chat was opened again makes a thread; the newest is last. */
function threadsOf(row: ConversationRow): JsonMap[] {
  const openedAt = row.threadOpenedAt ?? row.openedAt;
  const current = { number: row.threadNumber, question: row.question, openedAt, endedAt: row.endedAt ?? row.missedAt };
  return [...(row.pastThreads ?? []), current].map(({ number, question, openedAt, endedAt }) => ({
    id: `${row.id}_${number}`,
    thread_number: number,
    question,
    start_time: stamp(openedAt),
    ...(endedAt === null ? {} : { end_time: stamp(endedAt) }),
  }));
}

/** The bytes of a file; the one answer of this family that is no JSON. */
function registerDownload({ store }: SalesIqParts): void {
  store.host.operation({
    vendor: 'salesiq',
    name: 'salesiq.attachments.download',
    method: 'GET',
    path: '/api/v2/:screen/attachments/:key',
    fidelity: 'documented',
    source: 'salesiq.md §2.1',
    handle: (request) =>
      answering(store, async () => {
        if (request.params['screen'] !== store.portal().screenName) throw new ApiFault(1005, 'Invalid portal');
        requireAccess(store, request, { scope: 'SalesIQ.conversations.READ' });
        const file = store.tables.files.get(textOf(request.params['key']));
        if (!file || (request.query['file_name'] ?? file.name) !== file.name) throw notFound();
        if (request.query['purpose'] !== undefined && request.query['purpose'] !== 'chat_attachment')
          throw invalidBody('purpose');
        const headers = {
          'content-type': file.contentType,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        };
        return { status: 200, headers, body: Buffer.from(file.base64, 'base64') };
      }),
  });
}
