import type { CallOptions, Pages } from '@baton/http-kit';
import { ClientError, flag, instant, member, text, textOrEmpty, withId } from '@baton/http-kit';
import { type DeskComment, toComment } from './comments.ts';
import type { DeskContext } from './context.ts';

export type DeskThread = {
  id: string;
  channel: string | null;
  direction: 'in' | 'out' | null;
  isPublic: boolean;
  status: string | null;
  summary: string | null;
  /** Only of a single thread. */
  content: string | null;
  isDescription: boolean;
  authorType: 'agent' | 'end-user' | null;
  at: Date | null;
  raw: unknown;
};

export type ConversationItem = { id: string } & (
  | { type: 'thread'; thread: DeskThread }
  | { type: 'comment'; comment: DeskComment }
);

export type MailReply = {
  /** One of the department's configured addresses. */
  fromEmailAddress: string;
  to: string;
  cc?: string;
  bcc?: string;
  content: string;
  contentType?: 'plainText' | 'html';
  attachmentIds?: readonly string[];
  ticketStatus?: string;
};

/** Messages on channels (contract zoho-desk §6). */
export const createThreads = (context: DeskContext) => ({
  /**
   * A ticket's threads, newest first. Scope Desk.tickets.READ · §6 · retry: read.
   * @example await desk.threads.list(ticketId).first(5)
   */
  list: (ticketId: string, options?: CallOptions): Pages<DeskThread> =>
    context.pages({
      operation: 'threads.list',
      path: '/tickets/:id/threads',
      at: { id: ticketId },
      decode: toThread,
      limit: 200,
      options,
    }),
  /**
   * One thread with its content. Scope Desk.tickets.READ · §6 · retry: read.
   * @example (await desk.threads.get(ticketId, threadId)).content
   */
  get: async (ticketId: string, threadId: string, options?: CallOptions): Promise<DeskThread> =>
    withId(
      toThread(
        await context.call({
          operation: 'threads.get',
          method: 'GET',
          path: '/tickets/:id/threads/:threadId',
          at: { id: ticketId, threadId },
          options,
        }),
      ),
      'Zoho Desk',
      true,
    ),
  /**
   * Threads and comments of a ticket together. Scope Desk.tickets.READ · §6 · retry: read.
   * @example for await (const item of desk.threads.conversation(ticketId)) if (item.type === 'comment') console.log(item.comment.content);
   */
  conversation: (ticketId: string, options?: CallOptions): Pages<ConversationItem> =>
    context.pages({
      operation: 'threads.conversation',
      path: '/tickets/:id/conversations',
      at: { id: ticketId },
      decode: toItem,
      limit: 100,
      options,
    }),
  /**
   * Mails the customer for real. Off unless the client was made with `canReply`. Scope Desk.tickets.UPDATE · §6 · retry: unsafe.
   * @throws ClientError `unsupported` before any request while it is off
   * @example await desk.threads.reply(ticketId, { fromEmailAddress: 'support@example.com', to: email, content: 'Your reset link has been sent.' })
   */
  reply: async (ticketId: string, reply: MailReply, options?: CallOptions): Promise<DeskThread> => {
    if (!context.canReply)
      throw new ClientError('unsupported', 'Replies are switched off; nothing was sent.', {
        retryable: false,
        fix: 'Make the client with canReply to mail customers for real.',
      });
    return withId(
      toThread(
        await context.call({
          operation: 'threads.reply',
          method: 'POST',
          path: '/tickets/:id/sendReply',
          at: { id: ticketId },
          json: { channel: 'EMAIL', contentType: 'plainText', isForward: false, ...reply },
          options,
        }),
      ),
      'Zoho Desk',
    );
  },
});

/** Whether an agent's answer reached the customer by it (contract zoho-desk §6). */
export function isAgentAnswer(item: ConversationItem): boolean {
  if (item.type === 'comment') return item.comment.isPublic && item.comment.commenterType === 'agent';
  return item.thread.direction === 'out' && item.thread.isPublic && item.thread.status === 'SUCCESS';
}

function toItem(row: unknown): ConversationItem {
  const id = textOrEmpty(row, 'id');
  return text(row, 'type') === 'comment'
    ? { id, type: 'comment', comment: toComment(row) }
    : { id, type: 'thread', thread: toThread(row) };
}

function toThread(row: unknown): DeskThread {
  const direction = text(row, 'direction');
  const author = text(member(row, 'author'), 'type');
  return {
    id: textOrEmpty(row, 'id'),
    channel: text(row, 'channel'),
    direction: direction === 'in' || direction === 'out' ? direction : null,
    isPublic: text(row, 'visibility') === 'public',
    status: text(row, 'status'),
    summary: text(row, 'summary'),
    content: text(row, 'content'),
    isDescription: flag(row, 'isDescriptionThread') === true,
    authorType: author === 'AGENT' ? 'agent' : author === 'END_USER' ? 'end-user' : null,
    at: instant(row, 'createdTime') ?? instant(row, 'sendDateTime'),
    raw: row,
  };
}
