import {
  type CallOptions,
  defined,
  flag,
  instant,
  member,
  type Pages,
  text,
  textOrEmpty,
  withId,
} from '@baton/http-kit';
import { type ThreadEntry, toEntry } from '../channel/message.ts';
import type { PublishAttachment } from '../channel/messages.ts';
import type { HubSpotContext } from '../context.ts';

export type Thread = {
  id: string;
  status: 'OPEN' | 'CLOSED' | null;
  inboxId: string | null;
  /** May be the id of a visitor who is no contact: a look-up of it can fail. */
  associatedContactId: string | null;
  ticketId: string | null;
  assignedTo: string | null;
  channelId: string | null;
  channelAccountId: string | null;
  createdAt: Date | null;
  closedAt: Date | null;
  latestMessageAt: Date | null;
  isArchived: boolean;
  raw: unknown;
};

export type ThreadFilter = {
  contactId?: string;
  inboxId?: string;
  status?: 'OPEN' | 'CLOSED';
  /** ISO instant; HubSpot wants `sort` with it. */
  latestMessageTimestampAfter?: string;
  sort?: string;
  isArchived?: boolean;
};

export type HubSpotComment = { text: string; richText?: string; attachments?: readonly PublishAttachment[] };

/** Conversations (contract hubspot §7). */
export const createThreads = (context: HubSpotContext) => ({
  ...createStates(context),
  ...createEntries(context),
});

const createStates = (context: HubSpotContext) => ({
  /**
   * One thread, with its ticket. Scope conversations.read · §7 · retry: read.
   * @example (await hubspot.threads.get(threadId)).status
   */
  get: async (
    threadId: string,
    { isArchived }: { isArchived?: boolean } = {},
    options?: CallOptions,
  ): Promise<Thread> =>
    withId(
      toThread(
        await context.call({
          operation: 'threads.get',
          method: 'GET',
          path: pathOf(context),
          at: { id: threadId },
          query: { association: 'TICKET', ...(isArchived === true ? { archived: 'true' } : {}) },
          options,
        }),
      ),
      'HubSpot',
      true,
    ),
  /**
   * Threads, as the filter says. Scope conversations.read · §7 · retry: read.
   * @example await hubspot.threads.list({ contactId: id, status: 'OPEN' }).first(10)
   */
  list: (filter: ThreadFilter = {}, options?: CallOptions): Pages<Thread> =>
    context.pages({
      operation: 'threads.list',
      path: `${context.paths.conversations}/threads`,
      query: toQuery(filter),
      decode: toThread,
      limit: 100,
      options,
    }),
  /**
   * Closes a thread. Scope conversations.write · §7 · retry: idempotent.
   * @example await hubspot.threads.close(threadId)
   */
  close: (threadId: string, options?: CallOptions): Promise<Thread> =>
    change(context, threadId, { name: 'close', json: { status: 'CLOSED' }, options }),
  /**
   * Opens a closed thread again. Scope conversations.write · §7 · retry: idempotent.
   * @example await hubspot.threads.reopen(threadId)
   */
  reopen: (threadId: string, options?: CallOptions): Promise<Thread> =>
    change(context, threadId, { name: 'reopen', json: { status: 'OPEN' }, options }),
  /**
   * Takes a thread out of the archive. Scope conversations.write · §7 · retry: idempotent.
   * @example await hubspot.threads.restore(threadId)
   */
  restore: (threadId: string, options?: CallOptions): Promise<Thread> =>
    change(context, threadId, { name: 'restore', json: { archived: false }, query: { archived: 'true' }, options }),
  /**
   * Archives a thread. Scope conversations.write · §7 · retry: idempotent, so a repeat may end in `not-found`.
   * @example await hubspot.threads.archive(threadId)
   */
  archive: async (threadId: string, options?: CallOptions): Promise<void> => {
    await context.call({
      operation: 'threads.archive',
      method: 'DELETE',
      path: pathOf(context),
      at: { id: threadId },
      retryClass: 'idempotent',
      options,
    });
  },
  /**
   * Gives a thread to an agent. Scope conversations.write · §7 · retry: idempotent.
   * @example await hubspot.threads.assign(threadId, 'A-30114422')
   */
  assign: (threadId: string, actorId: string, options?: CallOptions): Promise<Thread> =>
    change(context, threadId, {
      name: 'assign',
      method: 'PUT',
      path: context.paths.assignee,
      json: { actorId },
      options,
    }),
  /**
   * Takes a thread from its agent. Scope conversations.write · §7 · retry: idempotent.
   * @example await hubspot.threads.unassign(threadId)
   */
  unassign: async (threadId: string, options?: CallOptions): Promise<void> => {
    await context.call({
      operation: 'threads.unassign',
      method: 'DELETE',
      path: context.paths.assignee,
      at: { id: threadId },
      retryClass: 'idempotent',
      options,
    });
  },
});

const createEntries = (context: HubSpotContext) => ({
  /**
   * What is in a thread: messages, internal comments and what happened. Comments are for agents alone. Scope conversations.read · §7
   * · retry: read.
   * @example for await (const { type, text } of hubspot.threads.entries(threadId)) if (type === 'MESSAGE') console.log(text)
   */
  entries: (threadId: string, { sort }: { sort?: string } = {}, options?: CallOptions): Pages<ThreadEntry> =>
    context.pages({
      operation: 'threads.entries',
      path: `${pathOf(context)}/messages`,
      at: { id: threadId },
      query: defined({ sort }),
      decode: toEntry,
      limit: 100,
      options,
    }),
  /**
   * The whole text of an entry that was cut (`isTruncated`). Scope conversations.read · §7 · retry: read.
   * @example (await hubspot.threads.originalContent(threadId, messageId)).text
   */
  originalContent: async (
    threadId: string,
    messageId: string,
    options?: CallOptions,
  ): Promise<{ text: string | null; richText: string | null }> => {
    const content = await context.call({
      operation: 'threads.originalContent',
      method: 'GET',
      path: `${pathOf(context)}/messages/:messageId/original-content`,
      at: { id: threadId, messageId },
      options,
    });
    return { text: text(content, 'text'), richText: text(content, 'richText') };
  },
  /**
   * Leaves a note that agents alone see. Scope conversations.write · §7 · retry: unsafe; put a marker into it, so that one whose
   * answer was lost can be found.
   * @example await hubspot.threads.comment(threadId, { text: 'Transcript: …' })
   */
  comment: async (
    threadId: string,
    { attachments = [], ...comment }: HubSpotComment,
    options?: CallOptions,
  ): Promise<ThreadEntry> =>
    withId(
      toEntry(
        await context.call({
          operation: 'threads.comment',
          method: 'POST',
          path: `${pathOf(context)}/messages`,
          at: { id: threadId },
          json: { type: 'COMMENT', ...comment, attachments },
          options,
        }),
      ),
      'HubSpot',
    ),
});

const pathOf = ({ paths }: HubSpotContext): string => `${paths.conversations}/threads/:id`;

const change = async (context: HubSpotContext, threadId: string, { name, ...call }: ThreadChange): Promise<Thread> =>
  withId(
    toThread(
      await context.call({
        operation: `threads.${name}`,
        method: 'PATCH',
        path: pathOf(context),
        at: { id: threadId },
        retryClass: 'idempotent',
        ...call,
      }),
    ),
    'HubSpot',
  );

type ThreadChange = {
  name: string;
  method?: 'PUT';
  path?: string;
  json: unknown;
  query?: Record<string, string>;
  options: CallOptions | undefined;
};

const toQuery = ({ contactId, inboxId, status, latestMessageTimestampAfter, sort, isArchived }: ThreadFilter) =>
  defined({
    associatedContactId: contactId,
    inboxId,
    threadStatus: status,
    latestMessageTimestampAfter,
    sort,
    archived: isArchived === undefined ? undefined : String(isArchived),
  });

function toThread(row: unknown): Thread {
  const status = text(row, 'status');
  return {
    id: textOrEmpty(row, 'id'),
    status: status === 'OPEN' || status === 'CLOSED' ? status : null,
    inboxId: text(row, 'inboxId'),
    associatedContactId: text(row, 'associatedContactId'),
    ticketId: text(member(row, 'threadAssociations'), 'associatedTicketId'),
    assignedTo: text(row, 'assignedTo'),
    channelId: text(row, 'originalChannelId'),
    channelAccountId: text(row, 'originalChannelAccountId'),
    createdAt: instant(row, 'createdAt'),
    closedAt: instant(row, 'closedAt'),
    latestMessageAt: instant(row, 'latestMessageTimestamp'),
    isArchived: flag(row, 'archived') === true,
    raw: row,
  };
}
