import { type CallOptions, flag, type Pages, textOrEmpty } from '@baton/http-kit';
import type { HubSpotContext } from '../context.ts';

/** A help desk is connected like an inbox. */
export type Inbox = { id: string; name: string; type: 'INBOX' | 'HELP_DESK'; isArchived: boolean; raw: unknown };

/** Inboxes and help desks (contract hubspot §7). */
export const createInboxes = (context: HubSpotContext) => ({
  /**
   * All of the account. Scope conversations.read · §7 · retry: read.
   * @example for (const { id, name, type } of await hubspot.inboxes.list().all()) console.log(id, name, type)
   */
  list: (options?: CallOptions): Pages<Inbox> =>
    context.pages({
      operation: 'inboxes.list',
      path: `${context.paths.conversations}/inboxes`,
      decode: toInbox,
      limit: 100,
      options,
    }),
});

const toInbox = (row: unknown): Inbox => ({
  id: textOrEmpty(row, 'id'),
  name: textOrEmpty(row, 'name'),
  type: textOrEmpty(row, 'type') === 'HELP_DESK' ? 'HELP_DESK' : 'INBOX',
  isArchived: flag(row, 'archived') === true,
  raw: row,
});
