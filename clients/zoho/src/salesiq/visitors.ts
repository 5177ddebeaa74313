import type { CallOptions } from '@baton/http-kit';
import { createPages, defined, instant, map, member, type Pages, text, textOrEmpty, texts } from '@baton/http-kit';
import { unsupported } from './answers.ts';
import { rowsOf, type SalesIqContext } from './context.ts';

export type Visitor = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  company: string | null;
  /** Plain style: online, offline or chatting. */
  status: string | null;
  lastVisitAt: Date | null;
  tags: string[];
  customFields: Record<string, unknown>;
  raw: unknown;
};

export type VisitorFilter = {
  /** Plain style, like `search`. */
  status?: 'online' | 'offline' | 'chatting';
  /** By name, address or company. */
  search?: string;
  from?: Date;
  to?: Date;
};

export type VisitorChange = {
  name?: string;
  email?: string;
  phone?: string;
  company?: string;
  customFields?: Record<string, unknown>;
};

export type VisitorEvent = { id: string; at: Date | null; raw: unknown };

/** Visitors (contract salesiq §2.5, §8 rows 8–12). In the portal style a visitor comes with the chat; there is no record of one. */
export const createVisitors = (context: SalesIqContext) => ({
  /**
   * Visitors. Scope SalesIQ.visitors.READ · §1.6, §2.5, §8.8 · retry: read. Portal style: API v3, needs the portal's permission and
   * knows neither status nor search.
   * @throws ClientError `unsupported` for a filter that the style lacks
   * @example for await (const visitor of salesiq.visitors.list()) console.log(visitor.name);
   */
  list: (filter: VisitorFilter = {}, options?: CallOptions): Pages<Visitor> => {
    if (context.style === 'plain') return listPlain(context, filter, options);
    if (filter.status !== undefined || filter.search !== undefined)
      throw unsupported('visitors.list by status or search', 'portal');
    return byKey(context, 'visitors.list', { query: toTimes(filter), options, decode: toVisitor });
  },
  /**
   * One visitor. Plain style. Scope SalesIQ.visitors.READ · §8.9 · retry: read.
   * @example (await salesiq.visitors.get(id)).email
   */
  get: async (id: string, options?: CallOptions): Promise<Visitor> =>
    toVisitor(await context.item('visitors.get', { at: { id }, options })),
  /**
   * Changes a visitor. Plain style; at Zoho set a chat's custom info instead. Scope SalesIQ.visitors.UPDATE · §8.10 · retry: idempotent.
   * @example await salesiq.visitors.update(id, { company: 'Acme', customFields: { industry: 'IT' } })
   */
  update: async (id: string, { customFields, ...texts }: VisitorChange, options?: CallOptions): Promise<Visitor> => {
    const json = defined<unknown>({ ...texts, custom_fields: customFields });
    return toVisitor(await context.item('visitors.update', { at: { id }, json, options }));
  },
  /**
   * What a visitor did. Plain style. Scope SalesIQ.visitors.READ · §8.11 · retry: read.
   * @example await salesiq.visitors.activity(id)
   */
  activity: (id: string, options?: CallOptions): Promise<unknown> =>
    context.data('visitors.activity', { at: { id }, options }),
  /**
   * Adds tags by name. Plain style; at Zoho tag the chat. Scope SalesIQ.visitors.UPDATE · §8.12 · retry: idempotent.
   * @example await salesiq.visitors.tag(id, ['vip'])
   */
  tag: async (id: string, tags: readonly string[], options?: CallOptions): Promise<Visitor> =>
    toVisitor(await context.item('visitors.tag', { at: { id }, json: { tags }, options })),
  /**
   * What visitors did, by time. Portal style, API v3. Scope SalesIQ.visitors.READ · §1.6, §2.5 · retry: read.
   * @example await salesiq.visitors.events().first(50)
   */
  events: (filter: { from?: Date; to?: Date } = {}, options?: CallOptions): Pages<VisitorEvent> => {
    context.require('visitors.events');
    const decode = (row: unknown): VisitorEvent => ({
      id: text(row, 'id') ?? JSON.stringify(row),
      at: instant(row, 'time') ?? instant(row, 'event_time'),
      raw: row,
    });
    return byKey(context, 'visitors.events', { query: toTimes(filter), options, decode });
  },
  /**
   * Writes into the latest chat of the visitor with this address. Portal style; the method is inferred.
   * Scope SalesIQ.conversations.CREATE · §2.1 · retry: unsafe.
   * @example await salesiq.visitors.sendToLatestChat('jane.rivera@example.com', 'Your order has left.')
   */
  sendToLatestChat: async (email: string, message: string, options?: CallOptions): Promise<void> => {
    await context.data('visitors.sendToLatestChat', { at: { id: email }, json: { text: message }, options });
  },
});

const toTimes = ({ from, to }: { from?: Date; to?: Date }): Record<string, string> =>
  defined<string>({
    from_time: from === undefined ? undefined : String(from.getTime()),
    to_time: to === undefined ? undefined : String(to.getTime()),
  });

function listPlain(context: SalesIqContext, filter: VisitorFilter, options: CallOptions | undefined): Pages<Visitor> {
  const { status, search, from, to } = filter;
  const base = defined<string>({ status, search, from_date: from?.toISOString(), to_date: to?.toISOString() });
  return createPages({
    start: 1,
    fetch: async (page) => {
      const query = { ...base, page: String(page), per_page: '100' };
      const rows = rowsOf(await context.data('visitors.list', { query, options }));
      return { items: rows.map(toVisitor), next: rows.length < 100 ? null : page + 1 };
    },
    id: (visitor) => visitor.id,
  });
}

type KeyedList<Item> = {
  query: Record<string, string>;
  options: CallOptions | undefined;
  decode(row: unknown): Item;
};

/** Pages by the key that the last answer gave, beside the rows or beside the data. */
function byKey<Item extends { id: string }>(
  context: SalesIqContext,
  operation: 'visitors.list' | 'visitors.events',
  { query, options, decode }: KeyedList<Item>,
): Pages<Item> {
  return createPages({
    start: '',
    fetch: async (key) => {
      const keyed = { ...query, limit: '200', ...(key === '' ? {} : { next_key: key }) };
      const body = await context.body(operation, { query: keyed, options });
      const data = member(body, 'data');
      const rows = rowsOf(data, 'visitors', 'visitorlist', 'events', 'visitorevents');
      const next = text(data, 'next_key') ?? text(body, 'next_key');
      return { items: rows.map(decode), next: rows.length === 0 ? null : next };
    },
    id: (item) => item.id,
  });
}

const toVisitor = (row: unknown): Visitor => ({
  id: text(row, 'id') ?? text(row, 'visitor_id') ?? textOrEmpty(row, 'uvid'),
  name: textOrEmpty(row, 'name'),
  email: text(row, 'email') ?? text(row, 'email_id'),
  phone: text(row, 'phone'),
  company: text(row, 'company'),
  status: text(row, 'status'),
  lastVisitAt: instant(row, 'last_visit'),
  tags: texts(row, 'tags'),
  customFields: map(row, 'custom_fields'),
  raw: row,
});
