import type { CallOptions, Pages } from '@baton/http-kit';
import { ClientError, flag, instant, member, text, textOrEmpty, withId } from '@baton/http-kit';
import type { DeskContext } from './context.ts';

export type DeskComment = {
  id: string;
  content: string;
  isPublic: boolean;
  commenterId: string | null;
  commenterType: 'agent' | 'end-user' | null;
  at: Date | null;
  raw: unknown;
};

export type NewComment = {
  /** At most 32 000 characters. */
  content: string;
  /** Default `plainText`: text of customers and models belongs there. */
  contentType?: 'plainText' | 'html';
  /** Whether the contact sees it in the help centre; default false. It is no mail. */
  isPublic?: boolean;
  /** Ids of `files.upload`. */
  attachmentIds?: readonly string[];
};

const commentCharactersMax = 32_000;

/** Comments (contract zoho-desk §5). Their author is always the token's agent. */
export const createComments = (context: DeskContext) => ({
  /**
   * A ticket's comments, oldest first. Scope Desk.tickets.READ · §5 · retry: read.
   * @example for await (const { content } of desk.comments.list(ticketId)) console.log(content);
   */
  list: (ticketId: string, { sortBy }: { sortBy?: string } = {}, options?: CallOptions): Pages<DeskComment> =>
    context.pages({
      operation: 'comments.list',
      path: '/tickets/:id/comments',
      at: { id: ticketId },
      query: sortBy === undefined ? {} : { sortBy },
      decode: toComment,
      limit: 100,
      options,
    }),
  /**
   * Adds a comment, private and plain unless told otherwise; mentions of agents are taken out of plain text. Scope
   * Desk.tickets.UPDATE · §5 · retry: unsafe. Put a marker line into it, so that one whose answer was lost can be found.
   * @throws ClientError `invalid` above 32 000 characters, before any request
   * @example await desk.comments.add(ticketId, { content: 'Customer: I forgot my password\n\n[ref:01JD9Z]' })
   */
  add: async (ticketId: string, comment: NewComment, options?: CallOptions): Promise<DeskComment> => {
    const json = toBody(comment);
    const at = { id: ticketId };
    return withId(
      toComment(
        await context.call({
          operation: 'comments.add',
          method: 'POST',
          path: '/tickets/:id/comments',
          at,
          json,
          options,
        }),
      ),
      'Zoho Desk',
    );
  },
  /**
   * Replaces a comment. Scope Desk.tickets.UPDATE · §5 · retry: idempotent.
   * @example await desk.comments.update(ticketId, commentId, { content: 'Corrected' })
   */
  update: async (
    ticketId: string,
    commentId: string,
    { options, ...comment }: NewComment & { options?: CallOptions },
  ): Promise<DeskComment> =>
    withId(
      toComment(
        await context.call({
          operation: 'comments.update',
          method: 'PATCH',
          path: '/tickets/:id/comments/:commentId',
          at: { id: ticketId, commentId },
          json: toBody(comment),
          retryClass: 'idempotent',
          options,
        }),
      ),
      'Zoho Desk',
    ),
  /**
   * Removes a comment. Scope Desk.tickets.UPDATE · §5 · retry: idempotent, so a repeat may end in `not-found`.
   * @example await desk.comments.delete(ticketId, commentId)
   */
  delete: async (ticketId: string, commentId: string, options?: CallOptions): Promise<void> => {
    await context.call({
      operation: 'comments.delete',
      method: 'DELETE',
      path: '/tickets/:id/comments/:commentId',
      at: { id: ticketId, commentId },
      retryClass: 'idempotent',
      options,
    });
  },
});

function toBody({ content, contentType = 'plainText', isPublic = false, attachmentIds }: NewComment) {
  const clean = contentType === 'plainText' ? content.replace(/zsu\[@[^\]]*\]zsu/g, '') : content;
  if (clean.length > commentCharactersMax)
    throw new ClientError('invalid', 'A comment of Zoho Desk has at most 32 000 characters.', {
      retryable: false,
      fix: 'Split it.',
    });
  return { content: clean, contentType, isPublic, ...(attachmentIds === undefined ? {} : { attachmentIds }) };
}

export function toComment(row: unknown): DeskComment {
  const type = text(member(row, 'commenter'), 'type');
  return {
    id: textOrEmpty(row, 'id'),
    content: textOrEmpty(row, 'content'),
    isPublic: flag(row, 'isPublic') === true,
    commenterId: text(row, 'commenterId'),
    commenterType: type === 'AGENT' ? 'agent' : type === 'END_USER' ? 'end-user' : null,
    at: instant(row, 'commentedTime'),
    raw: row,
  };
}
