import type { CallOptions } from '@baton/http-kit';
import { ClientError, createPages, defined, member, number, type Pages, text, texts } from '@baton/http-kit';
import { type Chat, type ChatMessage, type ChatStatus, toChat, toMessage } from './chat.ts';
import { rowsOf, type SalesIqContext } from './context.ts';

export type ChatFilter = {
  status?: ChatStatus;
  operatorId?: string;
  departmentId?: string;
  /** The portal style has no such filter: there its answers are filtered here. */
  visitorId?: string;
  /** The plain style has no such filter: there its answers are filtered here. */
  email?: string;
  from?: Date;
  to?: Date;
  /** Portal style: further filters in Zoho's own words (contract salesiq §2.1). */
  more?: Record<string, string>;
};

export type ChatFeedback = { rating: number | null; feedback: string | null; raw: unknown };
export type ChatThread = { id: string; raw: unknown };

const pageSize = { portal: 99, plain: 100 } as const;

/** Reading chats (contract salesiq §2.1, §8 rows 1–3). */
export const createChatReader = (context: SalesIqContext) => ({
  /**
   * Chats, newest first, page by page. Scope SalesIQ.conversations.READ · §2.1, §8.1 · retry: read.
   * Without `departmentId` Zoho shows the department of the token's operator.
   * @example for await (const chat of salesiq.chats.list({ status: 'waiting' })) console.log(chat.id);
   */
  list: (filter: ChatFilter = {}, options?: CallOptions): Pages<Chat> => listChats(context, filter, options),
  /**
   * One chat. Scope SalesIQ.conversations.READ · §2.1, §8.2 · retry: read.
   * @throws ClientError `not-found`
   * @example (await salesiq.chats.get('904410000000381027')).status // 'active'
   */
  get: async (id: string, options?: CallOptions): Promise<Chat> =>
    toChat(await context.item('chats.get', { at: { id }, options }), context.style),
  /**
   * The whole transcript, oldest first. Scope SalesIQ.conversations.READ · §1.6, §2.1, §8.3 · retry: read.
   * @example for await (const { side, text } of salesiq.chats.transcript(id)) console.log(side, text);
   */
  transcript: (id: string, options?: CallOptions): Pages<ChatMessage> =>
    context.style === 'portal' ? portalTranscript(context, id, options) : plainTranscript(context, id, options),
  /**
   * The earlier lives of a chat that was opened again. Portal style. Scope SalesIQ.conversations.READ · §2.1 · retry: read.
   * @example await salesiq.chats.threads(id).all()
   */
  threads: (id: string, options?: CallOptions): Pages<ChatThread> => {
    context.require('chats.threads');
    return createPages({
      start: 1,
      fetch: async (page) => {
        const query = { page: String(page), limit: '50' };
        const rows = rowsOf(await context.data('chats.threads', { at: { id }, query, options }), 'threads');
        const items = rows.map((row) => ({ id: text(row, 'id') ?? '', raw: row }));
        return { items, next: rows.length < 50 ? null : page + 1 };
      },
      id: (thread) => thread.id,
    });
  },
  /**
   * What the visitor thought of it. Portal style. Scope SalesIQ.feedbacks.READ · §2.1 · retry: read.
   * @example (await salesiq.chats.feedback(id)).rating
   */
  feedback: async (id: string, options?: CallOptions): Promise<ChatFeedback> => {
    const row = await context.item('chats.feedback', { at: { id }, options });
    return toFeedback(Array.isArray(row) ? row[0] : row);
  },
});

function listChats(context: SalesIqContext, filter: ChatFilter, options: CallOptions | undefined): Pages<Chat> {
  const { style } = context;
  const limit = pageSize[style];
  const base = style === 'portal' ? toPortalQuery(filter) : toPlainQuery(filter);
  return createPages({
    start: 1,
    fetch: async (page) => {
      const size = style === 'portal' ? 'limit' : 'per_page';
      const query = { ...base, page: String(page), [size]: String(limit) };
      const rows = rowsOf(await context.data('chats.list', { query, options }));
      return { items: rows.map((row) => toChat(row, style)), next: rows.length < limit ? null : page + 1 };
    },
    id: (chat) => chat.id,
    where: (chat) => fits(chat, filter),
  });
}

function fits({ visitor }: Chat, { visitorId, email }: ChatFilter): boolean {
  const isVisitor = visitorId === undefined || visitor.id === visitorId;
  return isVisitor && (email === undefined || visitor.email?.toLowerCase() === email.trim().toLowerCase());
}

const portalStatus: Record<ChatStatus, string> = {
  active: 'connected',
  waiting: 'waiting',
  ended: 'closed',
  missed: 'missed',
};

const toPortalQuery = ({ status, operatorId, departmentId, email, from, to, more }: ChatFilter) =>
  defined<string>({
    ...more,
    status: status === undefined ? undefined : portalStatus[status],
    attender_id: operatorId,
    department_id: departmentId,
    email,
    from_time: from === undefined ? undefined : String(from.getTime()),
    to_time: to === undefined ? undefined : String(to.getTime()),
  });

const toPlainQuery = ({ status, operatorId, departmentId, visitorId, from, to }: ChatFilter) =>
  defined<string>({
    status,
    operator_id: operatorId,
    department_id: departmentId,
    visitor_id: visitorId,
    from_date: from?.toISOString(),
    to_date: to?.toISOString(),
  });

/** From the last time seen on; messages of that very moment come twice and are told apart by their ids. */
function portalTranscript(context: SalesIqContext, id: string, options: CallOptions | undefined): Pages<ChatMessage> {
  return createPages({
    start: '0',
    fetch: async (fromTime) => {
      const query = { from_time: fromTime, limit: String(pageSize.portal) };
      const rows = rowsOf(await context.data('chats.transcript', { at: { id }, query, options }));
      const last = text(rows.at(-1), 'time');
      return {
        items: rows.map((row) => toMessage(row, 'portal')),
        next: rows.length < pageSize.portal ? null : last,
      };
    },
    id: (message) => message.id,
  });
}

const plainTranscript = (context: SalesIqContext, id: string, options: CallOptions | undefined): Pages<ChatMessage> =>
  createPages({
    start: 1,
    fetch: async () => {
      const rows = rowsOf(await context.data('chats.transcript', { at: { id }, options }));
      return { items: rows.map((row) => toMessage(row, 'plain')), next: null };
    },
  });

export const toFeedback = (row: unknown): ChatFeedback => ({
  rating: number(row, 'rating'),
  feedback: text(row, 'feedback'),
  raw: row,
});

/**
 * The department of a transfer: Zoho wants one always (contract salesiq §8.5).
 * @throws ClientError `invalid` when the operator is in none
 */
export async function departmentOf(
  context: SalesIqContext,
  operatorId: string,
  options: CallOptions | undefined,
): Promise<string> {
  const operator = await context.data('operators.get', { at: { id: operatorId }, options });
  const [departmentId] = texts(operator, 'departments');
  if (departmentId !== undefined) return departmentId;
  throw new ClientError('invalid', 'The operator of the transfer is in no department.', {
    retryable: false,
    fix: member(operator, 'id') === undefined ? 'Check the operator id.' : 'Name the department.',
  });
}
