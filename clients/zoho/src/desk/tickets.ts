import type { CallOptions, Pages } from '@baton/http-kit';
import { text, withId } from '@baton/http-kit';
import type { DeskContext } from './context.ts';
import { type DeskTicket, toTicket } from './ticket.ts';

/** In Desk's own words (contract zoho-desk §4.1). Members that Desk does not know are refused, so there is no room for them. */
export type TicketBody = {
  /** At most 255 characters. */
  subject: string;
  departmentId: string;
  contactId?: string;
  /** Reused by its address when there is one like it, else made. */
  contact?: { lastName: string; firstName?: string; email?: string; phone?: string };
  /** HTML: escape what comes from a customer, see `escapeHtml`. */
  description?: string;
  email?: string;
  phone?: string;
  priority?: string;
  status?: string;
  channel?: string;
  classification?: string;
  category?: string;
  subCategory?: string;
  language?: string;
  assigneeId?: string;
  teamId?: string;
  productId?: string;
  accountId?: string;
  layoutId?: string;
  /** ISO instant. */
  dueDate?: string;
  /** Ids of `files.upload`. */
  uploads?: readonly string[];
  /** By API name, `cf_…`; null clears. */
  cf?: Record<string, string | number | null>;
};

export type TicketSearch = {
  ticketNumber?: string;
  email?: string;
  phone?: string;
  subject?: string;
  departmentId?: string;
  contactId?: string;
  status?: string;
  priority?: string;
  tag?: string;
  _all?: string;
  /** `cf_name:value`. */
  customField1?: string;
  createdTimeRange?: string;
  modifiedTimeRange?: string;
  customerResponseTimeRange?: string;
  sortBy?: string;
};

export type TicketList = {
  /** Always: some sources call it mandatory. */
  departmentId: string;
  status?: string;
  priority?: string;
  channel?: string;
  assignee?: string;
  receivedInDays?: '15' | '30' | '90';
  include?: string;
  sortBy?: string;
};

export type TicketMetrics = { firstResponseTime: string | null; resolutionTime: string | null; raw: unknown };

/** Tickets (contract zoho-desk §4, §9). */
export const createTickets = (context: DeskContext) => ({
  ...createTicketWriter(context),
  ...createTicketLists(context),
});

const createTicketWriter = (context: DeskContext) => ({
  /**
   * Opens a ticket. Scope Desk.tickets.CREATE · §4.1 · retry: unsafe. There is no idempotency key: put one into a custom field, and
   * after an ambiguous error search for it and list the contact's tickets before creating again.
   * @throws ClientError `invalid` with `fields`
   * @example await desk.tickets.create({ subject: 'Password reset', departmentId, contact: { lastName: 'Rivera', email }, cf: { cf_gateway_key: key } })
   */
  create: async (body: TicketBody, options?: CallOptions): Promise<DeskTicket> =>
    withId(
      toTicket(
        await context.call({ operation: 'tickets.create', method: 'POST', path: '/tickets', json: body, options }),
      ),
      'Zoho Desk',
    ),
  /**
   * One ticket. Scope Desk.tickets.READ · §4.2 · retry: read.
   * @throws ClientError `not-found`
   * @example (await desk.tickets.get(id, { include: 'contacts,assignee' })).statusType
   */
  get: async (id: string, query: { include?: string } = {}, options?: CallOptions): Promise<DeskTicket> =>
    withId(
      toTicket(
        await context.call({
          operation: 'tickets.get',
          method: 'GET',
          path: '/tickets/:id',
          at: { id },
          query: { ...query },
          options,
        }),
      ),
      'Zoho Desk',
      true,
    ),
  /**
   * Changes a ticket. Scope Desk.tickets.UPDATE · §4.2 · retry: idempotent.
   * @example await desk.tickets.update(id, { status: 'On Hold', assigneeId })
   */
  update: async (
    id: string,
    body: Partial<TicketBody>,
    { isClosureQuiet = false, ...options }: CallOptions & { isClosureQuiet?: boolean } = {},
  ): Promise<DeskTicket> =>
    withId(
      toTicket(
        await context.call({
          operation: 'tickets.update',
          method: 'PATCH',
          path: '/tickets/:id',
          at: { id },
          query: isClosureQuiet ? { disableClosureNotification: 'true' } : {},
          json: body,
          retryClass: 'idempotent',
          options,
        }),
      ),
      'Zoho Desk',
    ),
  /**
   * Closes tickets. Scope Desk.tickets.UPDATE · §4.2 · retry: idempotent.
   * @example await desk.tickets.close([id])
   */
  close: async (ids: readonly string[], options?: CallOptions): Promise<void> => {
    await context.call({
      operation: 'tickets.close',
      method: 'POST',
      path: '/closeTickets',
      json: { ids },
      retryClass: 'idempotent',
      weight: Math.max(1, Math.ceil(ids.length / 2)),
      options,
    });
  },
  /**
   * Moves a ticket to another department. Scope Desk.tickets.UPDATE · §4.2 · retry: idempotent.
   * @example await desk.tickets.move(id, departmentId)
   */
  move: async (id: string, departmentId: string, options?: CallOptions): Promise<void> => {
    await context.call({
      operation: 'tickets.move',
      method: 'POST',
      path: '/tickets/:id/move',
      at: { id },
      json: { departmentId },
      retryClass: 'idempotent',
      options,
    });
  },
});

const createTicketLists = (context: DeskContext) => ({
  /**
   * Tickets of a department, read directly; without custom fields. Scope Desk.tickets.READ · §4.3 · retry: read.
   * @example for await (const ticket of desk.tickets.list({ departmentId, sortBy: '-createdTime' })) console.log(ticket.ticketNumber);
   */
  list: (query: TicketList, options?: CallOptions): Pages<DeskTicket> =>
    context.pages({
      operation: 'tickets.list',
      path: '/tickets',
      query: { ...query },
      decode: toTicket,
      limit: 50,
      options,
    }),
  /**
   * Searches an index that lags behind. Scope Desk.tickets.READ + Desk.search.READ · §4.3 · retry: read. Shows 1 000 at most: split by
   * time ranges.
   * @example await desk.tickets.search({ customField1: `cf_gateway_key:${key}` }).first(2)
   */
  search: (query: TicketSearch, options?: CallOptions): Pages<DeskTicket> =>
    context.pages({
      operation: 'tickets.search',
      path: '/tickets/search',
      query: { ...query },
      decode: toTicket,
      limit: 100,
      windowMax: 1_000,
      options,
    }),
  /**
   * Times of a ticket as texts for people ("01:50 hrs"). Scope Desk.tickets.READ · §9 · retry: read.
   * @example (await desk.tickets.metrics(id)).firstResponseTime
   */
  metrics: async (id: string, options?: CallOptions): Promise<TicketMetrics> => {
    const raw = await context.call({
      operation: 'tickets.metrics',
      method: 'GET',
      path: '/tickets/:id/metrics',
      at: { id },
      options,
    });
    return { firstResponseTime: text(raw, 'firstResponseTime'), resolutionTime: text(raw, 'resolutionTime'), raw };
  },
});

/** For `description`, which Desk renders as HTML (contract zoho-desk §4.1). */
export const escapeHtml = (plain: string): string =>
  plain
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
