import type { CallOptions, Pages } from '@baton/http-kit';
import { flag, map, text, textOrEmpty, withId } from '@baton/http-kit';
import type { DeskContext } from './context.ts';
import { type DeskTicket, toTicket } from './ticket.ts';

export type DeskContact = {
  id: string;
  firstName: string | null;
  lastName: string;
  email: string | null;
  secondaryEmail: string | null;
  phone: string | null;
  mobile: string | null;
  /** Neither spam nor in the bin. */
  isUsable: boolean;
  customFields: Record<string, unknown>;
  raw: unknown;
};

/** In Desk's own words (contract zoho-desk §3.2). */
export type ContactBody = {
  lastName: string;
  firstName?: string;
  email?: string;
  secondaryEmail?: string;
  phone?: string;
  mobile?: string;
  description?: string;
  accountId?: string;
  ownerId?: string;
  title?: string;
  language?: string;
  cf?: Record<string, string | number | null>;
};

/** Of one filter several values count as "or" when they are joined with commas; all filters together as "and" (contract §3.1). */
export type ContactSearch = {
  email?: string;
  phone?: string;
  mobile?: string;
  firstName?: string;
  lastName?: string;
  fullName?: string;
  _all?: string;
  customField1?: string;
  createdTimeRange?: string;
  modifiedTimeRange?: string;
  sortBy?: string;
};

/** Contacts (contract zoho-desk §3). */
export const createContacts = (context: DeskContext) => ({
  /**
   * Searches an index: it lags, and look-alikes come back. Scope Desk.contacts.READ + Desk.search.READ · §3.1 · retry: read.
   * @example await desk.contacts.search({ lastName: 'Riv*' }).first(20)
   */
  search: (query: ContactSearch, options?: CallOptions): Pages<DeskContact> =>
    context.pages({
      operation: 'contacts.search',
      path: '/contacts/search',
      query: { ...query },
      decode: toContact,
      limit: 100,
      windowMax: 1_000,
      options,
    }),
  /**
   * The usable contacts with exactly this address, oldest id first. Scope Desk.contacts.READ + Desk.search.READ · §3.1 · retry: read.
   * @example const [contact] = await desk.contacts.findByEmail('jane.rivera@example.com')
   */
  findByEmail: async (email: string, options?: CallOptions): Promise<DeskContact[]> => {
    const wanted = normalise(email);
    const found = await createContacts(context).search({ email: wanted }, options).all();
    return found
      .filter((contact) => contact.isUsable && normalise(contact.email ?? '') === wanted)
      .sort((left, right) => left.id.length - right.id.length || left.id.localeCompare(right.id));
  },
  /**
   * One contact. Scope Desk.contacts.READ · §3.2 · retry: read.
   * @example (await desk.contacts.get(id)).email
   */
  get: async (id: string, options?: CallOptions): Promise<DeskContact> =>
    withId(
      toContact(
        await context.call({ operation: 'contacts.get', method: 'GET', path: '/contacts/:id', at: { id }, options }),
      ),
      'Zoho Desk',
      true,
    ),
  /**
   * Makes a contact. Scope Desk.contacts.CREATE · §3.2 · retry: unsafe. Better: let a ticket bring its contact along.
   * @throws ClientError `invalid` with `fields`, for example `/email` as `duplicate`
   * @example await desk.contacts.create({ lastName: 'Rivera', firstName: 'Jane', email: 'jane.rivera@example.com' })
   */
  create: async (body: ContactBody, options?: CallOptions): Promise<DeskContact> =>
    withId(
      toContact(
        await context.call({ operation: 'contacts.create', method: 'POST', path: '/contacts', json: body, options }),
      ),
      'Zoho Desk',
    ),
  /**
   * Changes a contact. Scope Desk.contacts.UPDATE · §3.2 · retry: idempotent.
   * @example await desk.contacts.update(id, { phone: '+15550100123' })
   */
  update: async (id: string, body: Partial<ContactBody>, options?: CallOptions): Promise<DeskContact> =>
    withId(
      toContact(
        await context.call({
          operation: 'contacts.update',
          method: 'PATCH',
          path: '/contacts/:id',
          at: { id },
          json: body,
          retryClass: 'idempotent',
          options,
        }),
      ),
      'Zoho Desk',
    ),
  /**
   * A contact's tickets, newest first; read directly, without the lag of a search. Scope contacts, tickets and search READ · §4.3 ·
   * retry: read.
   * @example await desk.contacts.tickets(id).first(10)
   */
  tickets: (id: string, options?: CallOptions): Pages<DeskTicket> =>
    context.pages({
      operation: 'contacts.tickets',
      path: '/contacts/:id/tickets',
      at: { id },
      query: { sortBy: '-createdTime' },
      decode: toTicket,
      limit: 50,
      options,
    }),
});

const normalise = (email: string): string => email.trim().normalize('NFC').toLowerCase();

const toContact = (row: unknown): DeskContact => ({
  id: textOrEmpty(row, 'id'),
  firstName: text(row, 'firstName'),
  lastName: textOrEmpty(row, 'lastName'),
  email: text(row, 'email'),
  secondaryEmail: text(row, 'secondaryEmail'),
  phone: text(row, 'phone'),
  mobile: text(row, 'mobile'),
  isUsable: !['isSpam', 'isTrashed', 'isDeleted'].some((name) => flag(row, name) === true),
  customFields: map(row, 'cf'),
  raw: row,
});
