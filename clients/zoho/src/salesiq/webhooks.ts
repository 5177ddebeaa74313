import type { CallOptions } from '@baton/http-kit';
import {
  createPages,
  defined,
  flag,
  list,
  member,
  number,
  type Pages,
  text,
  textOrEmpty,
  texts,
} from '@baton/http-kit';
import { rowsOf, type SalesIqContext } from './context.ts';
import { toStyleEvents } from './webhook-events.ts';

export type WebhookKey = { id: string; publicKey: string };

export type Webhook = {
  id: string;
  url: string;
  events: string[];
  isEnabled: boolean | null;
  appIds: string[];
  /** Portal style: at most two; the older one signs. */
  keys: WebhookKey[];
  raw: unknown;
};

export type NewWebhook = {
  url: string;
  /** Names of either style; those of the other are translated. */
  events: readonly string[];
  /** Portal style. */
  appIds?: readonly string[];
  /** Portal style: how long failed executions are kept, a week to 60 days (the default). */
  keepFailedMs?: number;
  /** Plain style, like `secret`: the portal style signs with a key pair of its own. */
  name?: string;
  secret?: string;
};

export type WebhookChange = Partial<NewWebhook> & {
  /** Plain style. */
  isEnabled?: boolean;
};

export type WebhookExecution = { id: string; event: string | null; status: number | null; raw: unknown };

const executionPage = 50;
const sixtyDaysMs = 60 * 24 * 3_600_000;

/** Event webhooks (contract salesiq §2.3, §8 rows 30–33). */
export const createWebhooks = (context: SalesIqContext) => ({
  /**
   * Subscribes. Scope SalesIQ.webhooks.CREATE · §2.3, §8.30 · retry: unsafe. Zoho asks the URL with HEAD meanwhile and wants 200.
   * @throws ClientError `unsupported` for an event that the style lacks
   * @example await salesiq.webhooks.create({ url: 'https://gateway.example.com/webhook/salesiq', events: ['conversation.created'], appIds: [appId] })
   */
  create: async (webhook: NewWebhook, options?: CallOptions): Promise<Webhook> => {
    const json = context.style === 'portal' ? toPortalBody(webhook) : toPlainBody(webhook);
    return toWebhook(await context.item('webhooks.create', { json, options }));
  },
  /**
   * All webhooks. Scope SalesIQ.webhooks.READ · §2.3, §8.31 · retry: read.
   * @example (await salesiq.webhooks.list()).map(({ url }) => url)
   */
  list: async (options?: CallOptions): Promise<Webhook[]> => {
    const query: Record<string, string> = context.style === 'plain' ? { per_page: '100' } : {};
    return rowsOf(await context.data('webhooks.list', { query, options }), 'webhooks').map(toWebhook);
  },
  /**
   * One webhook. Portal style. Scope SalesIQ.webhooks.READ · §2.3 · retry: read.
   * @example (await salesiq.webhooks.get(id)).keys
   */
  get: async (id: string, options?: CallOptions): Promise<Webhook> =>
    toWebhook(await context.item('webhooks.get', { at: { id }, options })),
  /**
   * Changes a webhook. Scope SalesIQ.webhooks.UPDATE · §2.3, §8.32 · retry: idempotent. Zoho replaces whole sets, so in the portal
   * style it is read first and what you leave out is kept.
   * @example await salesiq.webhooks.update(id, { events: ['conversation.created', 'conversation.missed'] })
   */
  update: async (id: string, change: WebhookChange, options?: CallOptions): Promise<Webhook> => {
    if (context.style === 'plain') {
      const json = toPlainBody(change);
      return toWebhook(await context.item('webhooks.update', { at: { id }, json, options }));
    }
    const old = await context.item('webhooks.get', { at: { id }, options });
    const json = toPortalBody(change, old);
    return toWebhook(await context.item('webhooks.update', { at: { id }, json, options }));
  },
  /**
   * Unsubscribes. Scope SalesIQ.webhooks.DELETE · §2.3, §8.33 · retry: idempotent, so a repeat may end in `not-found`.
   * @example await salesiq.webhooks.delete(id)
   */
  delete: async (id: string, options?: CallOptions): Promise<void> => {
    await context.data('webhooks.delete', { at: { id }, options });
  },
  ...createWebhookKeys(context),
  ...createExecutions(context),
});

/** Rotation: add a key, give both to the verifier, remove the older one. Portal style. */
const createWebhookKeys = (context: SalesIqContext) => ({
  /**
   * Makes a second key. Scope SalesIQ.webhooks.CREATE · §2.3 · retry: unsafe.
   * @example const { keys } = await salesiq.webhooks.addKey(id)
   */
  addKey: async (id: string, options?: CallOptions): Promise<Webhook> =>
    toWebhook(await context.item('webhooks.addKey', { at: { id }, options })),
  /**
   * Drops a key. Scope SalesIQ.webhooks.DELETE · §2.3 · retry: idempotent.
   * @example await salesiq.webhooks.removeKey(id, keys[0].id)
   */
  removeKey: async (id: string, keyId: string, options?: CallOptions): Promise<void> => {
    await context.data('webhooks.removeKey', { at: { id, keyId }, options });
  },
});

/** Deliveries that failed for good. Portal style. */
const createExecutions = (context: SalesIqContext) => ({
  /**
   * Failed deliveries. Scope SalesIQ.webhooks.READ · §1.6, §2.3 · retry: read.
   * @example for await (const execution of salesiq.webhooks.failedExecutions(id)) console.log(execution.event);
   */
  failedExecutions: (id: string, options?: CallOptions): Pages<WebhookExecution> => {
    context.require('webhooks.failedExecutions');
    return createPages({
      start: 1,
      fetch: async (page) => {
        const query = { pageno: String(page), limit: String(executionPage) };
        const data = await context.data('webhooks.failedExecutions', { at: { id }, query, options });
        const rows = rowsOf(data, 'executions');
        return { items: rows.map(toExecution), next: rows.length === 0 ? null : page + 1 };
      },
      id: (execution) => execution.id,
    });
  },
  /**
   * Delivers once more. Scope SalesIQ.webhooks.UPDATE · §2.3 · retry: unsafe; Zoho does it 99 times at most.
   * @example await salesiq.webhooks.retryExecution(id, execution.id)
   */
  retryExecution: async (id: string, executionId: string, options?: CallOptions): Promise<void> => {
    await context.data('webhooks.retryExecution', { at: { id, executionId }, options });
  },
  /**
   * Delivers several once more; answers those that were skipped. Scope SalesIQ.webhooks.UPDATE · §2.3 · retry: unsafe.
   * @example const { skipped } = await salesiq.webhooks.retryExecutions(id, ids)
   */
  retryExecutions: async (
    id: string,
    executionIds: readonly string[],
    options?: CallOptions,
  ): Promise<{ skipped: string[] }> => {
    const json = { ids: executionIds };
    const data = await context.data('webhooks.retryExecutions', { at: { id }, json, options });
    return { skipped: texts(data, 'skipped') };
  },
});

/** Zoho's body; members that are not given come from the webhook as it was. */
function toPortalBody(change: WebhookChange, old?: unknown): Record<string, unknown> {
  const { url, events, appIds, keepFailedMs } = change;
  return defined<unknown>({
    type: text(old, 'type') ?? 'data',
    url: url ?? text(old, 'url'),
    events: events === undefined ? texts(old, 'events') : toStyleEvents(events, 'portal'),
    app_ids: appIds ?? texts(old, 'app_ids'),
    secured: true,
    version: '1',
    expiry_time_for_executions_data:
      keepFailedMs === undefined
        ? (text(old, 'expiry_time_for_executions_data') ?? String(sixtyDaysMs))
        : String(keepFailedMs),
  });
}

const toPlainBody = ({ url, events, name, secret, isEnabled }: WebhookChange): Record<string, unknown> =>
  defined<unknown>({
    name,
    url,
    events: events === undefined ? undefined : toStyleEvents(events, 'plain'),
    secret,
    enabled: isEnabled,
  });

function toWebhook(row: unknown): Webhook {
  const status = text(row, 'status');
  return {
    id: textOrEmpty(row, 'id'),
    url: textOrEmpty(row, 'url'),
    events: texts(row, 'events'),
    isEnabled:
      member(row, 'enabled') === undefined ? (status === null ? null : status === 'enabled') : flag(row, 'enabled'),
    appIds: texts(row, 'app_ids'),
    keys: list(row, 'public_keys').map((key) => ({ id: textOrEmpty(key, 'id'), publicKey: textOrEmpty(key, 'key') })),
    raw: row,
  };
}

const toExecution = (row: unknown): WebhookExecution => ({
  id: textOrEmpty(row, 'id'),
  event: text(row, 'event'),
  status: number(row, 'response_code'),
  raw: row,
});
