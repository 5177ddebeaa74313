import type { CallOptions } from '@baton/http-kit';
import { flag, list, map, text, textOrEmpty, withId } from '@baton/http-kit';
import type { DeskContext } from './context.ts';

export type DeskSubscription = {
  departmentIds?: readonly string[];
  /** `Ticket_Update`: at most 5. */
  fields?: readonly string[];
  includePrevState?: boolean;
  /** `Ticket_Thread_Add`. */
  direction?: 'in' | 'out';
} | null;

/** In Desk's own words (contract zoho-desk §10.1). */
export type DeskWebhookBody = {
  /** At most 500 characters; Desk asks it with GET meanwhile and wants 200. */
  url: string;
  name: string;
  description?: string;
  isEnabled?: boolean;
  includeEventsFrom?: readonly 'AUTOMATION'[];
  subscriptions: Record<string, DeskSubscription>;
};

export type DeskWebhook = {
  id: string;
  name: string;
  url: string;
  isEnabled: boolean;
  subscriptions: Record<string, unknown>;
  raw: unknown;
};

/** Event subscriptions (contract zoho-desk §10). Sources disagree on the scope: Desk.webhooks.*, Desk.events.* or Desk.settings.*. */
export const createDeskWebhooks = (context: DeskContext) => ({
  /**
   * All subscriptions; a portal has 20 at most, and Desk refuses to page them. Scope Desk.webhooks.READ · §10.1 · retry: read.
   * @example (await desk.webhooks.list()).map(({ url }) => url)
   */
  list: async (options?: CallOptions): Promise<DeskWebhook[]> => {
    const answer = await context.call({ operation: 'webhooks.list', method: 'GET', path: '/webhooks', options });
    return list(answer, 'data').map(toWebhook);
  },
  /**
   * One subscription. Scope Desk.webhooks.READ · §10.1 · retry: read.
   * @example (await desk.webhooks.get(id)).isEnabled
   */
  get: async (id: string, options?: CallOptions): Promise<DeskWebhook> =>
    withId(
      toWebhook(
        await context.call({ operation: 'webhooks.get', method: 'GET', path: '/webhooks/:id', at: { id }, options }),
      ),
      'Zoho Desk',
      true,
    ),
  /**
   * Subscribes. Scope Desk.webhooks.CREATE · §10.1 · retry: unsafe.
   * @example await desk.webhooks.create({ name: 'gateway', url, subscriptions: { Ticket_Update: { departmentIds: [id], fields: ['status'], includePrevState: true }, Ticket_Delete: null } })
   */
  create: async (body: DeskWebhookBody, options?: CallOptions): Promise<DeskWebhook> => {
    const json = { isEnabled: true, ...body };
    return withId(
      toWebhook(await context.call({ operation: 'webhooks.create', method: 'POST', path: '/webhooks', json, options })),
      'Zoho Desk',
    );
  },
  /**
   * Changes a subscription. Scope Desk.webhooks.UPDATE · §10.1 · retry: idempotent.
   * @example await desk.webhooks.update(id, { isEnabled: false })
   */
  update: async (id: string, body: Partial<DeskWebhookBody>, options?: CallOptions): Promise<DeskWebhook> =>
    withId(
      toWebhook(
        await context.call({
          operation: 'webhooks.update',
          method: 'PATCH',
          path: '/webhooks/:id',
          at: { id },
          json: body,
          retryClass: 'idempotent',
          options,
        }),
      ),
      'Zoho Desk',
    ),
  /**
   * Unsubscribes. Scope Desk.webhooks.DELETE · §10.1 · retry: idempotent, so a repeat may end in `not-found`.
   * @example await desk.webhooks.delete(id)
   */
  delete: async (id: string, options?: CallOptions): Promise<void> => {
    await context.call({
      operation: 'webhooks.delete',
      method: 'DELETE',
      path: '/webhooks/:id',
      at: { id },
      retryClass: 'idempotent',
      options,
    });
  },
});

const toWebhook = (row: unknown): DeskWebhook => ({
  id: textOrEmpty(row, 'id'),
  name: text(row, 'name') ?? '',
  url: textOrEmpty(row, 'url'),
  isEnabled: flag(row, 'isEnabled') === true,
  subscriptions: map(row, 'subscriptions'),
  raw: row,
});
