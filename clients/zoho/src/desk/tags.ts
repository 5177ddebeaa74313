import type { CallOptions } from '@baton/http-kit';
import { ClientError, list, text, textOrEmpty } from '@baton/http-kit';
import type { DeskContext } from './context.ts';

export type DeskTag = { id: string; name: string };

/** Tags (contract zoho-desk §7). */
export const createTags = (context: DeskContext) => {
  const change = async (
    name: 'associateTag' | 'dissociateTag',
    ticketId: string,
    given: { tags: readonly string[]; options?: CallOptions | undefined },
  ) => {
    checkTags(given.tags);
    const answer = await context.call({
      operation: `tags.${name === 'associateTag' ? 'add' : 'remove'}`,
      method: 'POST',
      path: `/tickets/:id/${name}`,
      at: { id: ticketId },
      json: { tags: given.tags },
      retryClass: 'idempotent',
      options: given.options,
    });
    return list(answer, 'data').map(toTag);
  };
  return {
    /**
     * Adds tags; those that are there stay. Scope Desk.tickets.CREATE · §7 · retry: idempotent.
     * @throws ClientError `invalid` before any request for what Desk refuses
     * @example await desk.tags.add(ticketId, ['password', 'salesiq'])
     */
    add: (ticketId: string, tags: readonly string[], options?: CallOptions): Promise<DeskTag[]> =>
      change('associateTag', ticketId, { tags, options }),
    /**
     * Takes tags away. Scope Desk.tickets.CREATE · §7 · retry: idempotent.
     * @example await desk.tags.remove(ticketId, ['password'])
     */
    remove: (ticketId: string, tags: readonly string[], options?: CallOptions): Promise<DeskTag[]> =>
      change('dissociateTag', ticketId, { tags, options }),
    /**
     * A ticket's tags. Scope Desk.tickets.READ · §7 · retry: read.
     * @example (await desk.tags.list(ticketId)).map(({ name }) => name)
     */
    list: async (ticketId: string, options?: CallOptions): Promise<DeskTag[]> => {
      const at = { id: ticketId };
      const answer = await context.call({
        operation: 'tags.list',
        method: 'GET',
        path: '/tickets/:id/tags',
        at,
        options,
      });
      return list(answer, 'data').map(toTag);
    },
  };
};

const toTag = (row: unknown): DeskTag => ({ id: textOrEmpty(row, 'id'), name: text(row, 'name') ?? '' });

function checkTags(tags: readonly string[]): void {
  const isFine = (tag: string): boolean => /^[\w.+% -]{3,50}$/.test(tag) && tag.toLowerCase() !== 'null';
  if (tags.length >= 1 && tags.length <= 51 && tags.every(isFine)) return;
  throw new ClientError('invalid', 'Zoho Desk refuses these tags; nothing was sent.', {
    retryable: false,
    fix: 'Give 1 to 51 tags of 3 to 50 letters, digits, spaces and _ . - + %.',
  });
}
