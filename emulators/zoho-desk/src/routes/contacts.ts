import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { type Desk, isIndexed } from '../desk.ts';
import { contactListItem, contactWire, fullName } from '../people-wire.ts';
import {
  bodyOf,
  type FieldProblem,
  found,
  idsOf,
  invalid,
  invalidFields,
  list,
  notFound,
  ok,
  pageOf,
  refuseExtraMembers,
} from '../replies.ts';
import type { Route } from '../route.ts';
import type { ContactRow } from '../rows.ts';
import { contains, customFieldNames, hasCustomFields, isInRange, matches, sorted } from '../search.ts';
import { addContact } from '../ticket-changes.ts';
import { ticketListItem } from '../ticket-wire.ts';

const members = [
  ...['lastName', 'firstName', 'email', 'secondaryEmail', 'phone', 'mobile', 'accountId', 'ownerId', 'type', 'title'],
  ...['street', 'city', 'state', 'country', 'zip', 'twitter', 'facebook', 'description', 'language', 'layoutId', 'cf'],
];
const lengths = { lastName: 200, firstName: 40, email: 255, phone: 50, mobile: 50, description: 65_535 };

export const contactRoutes = (desk: Desk): Route[] => [
  search(desk),
  ...lists(desk),
  {
    name: 'desk.contacts.create',
    method: 'POST',
    path: '/contacts',
    section: '3.2',
    scopes: ['Desk.contacts.CREATE'],
    handle: (request) => {
      const body = bodyOf(request);
      return findProblem(desk, body, true) ?? ok(contactWire(addContact(desk, body)));
    },
  },
  {
    name: 'desk.contacts.get',
    method: 'GET',
    path: '/contacts/:id',
    section: '3.2',
    scopes: ['Desk.contacts.READ'],
    query: ['include'],
    handle: onContact(desk, (row) => ok(contactWire(row))),
  },
  {
    name: 'desk.contacts.update',
    method: 'PATCH',
    path: '/contacts/:id',
    section: '3.2',
    scopes: ['Desk.contacts.UPDATE'],
    handle: onContact(desk, (row, request) => {
      const body = bodyOf(request);
      const problem = findProblem(desk, body, false);
      if (problem !== null) return problem;
      const changed = desk.tables.contacts.update(row.id, { ...body, modifiedTime: desk.now() });
      const previous = Object.fromEntries(Object.keys(body).map((name) => [name, row[name] ?? null]));
      desk.publish({ type: 'Contact_Update', departmentId: null, payload: { ...changed }, previous });
      return ok(contactWire(changed));
    }),
  },
  trash(desk),
];

const onContact =
  ({ tables }: Desk, handle: (row: ContactRow, request: EmulatorRequest) => EmulatorReply) =>
  (request: EmulatorRequest): EmulatorReply => {
    const row = tables.contacts.get(request.params['id'] ?? '');
    return row === undefined ? notFound : handle(row, request);
  };

/** Search by address finds look-alikes that begin the same (contract zoho-desk §3.1). */
const search = (desk: Desk): Route => ({
  name: 'desk.contacts.search',
  method: 'GET',
  path: '/contacts/search',
  section: '3.1',
  scopes: ['Desk.contacts.READ', 'Desk.search.READ'],
  weight: 3,
  query: [
    ...['email', 'phone', 'mobile', 'firstName', 'lastName', 'fullName', 'accountName', 'id', '_all', 'sortBy'],
    ...['createdTimeRange', 'modifiedTimeRange', 'from', 'limit', ...customFieldNames],
  ],
  handle: ({ query }) => {
    const rows = desk.tables.contacts
      .list()
      .filter((row) => !row.isTrashed && isIndexed(desk, row.createdTime) && isFound(row, query));
    return found(pageOf(sorted(rows, query['sortBy']), query, { fallback: 10, max: 100 }).map(contactListItem));
  },
});

function isFound(row: ContactRow, query: Record<string, string>): boolean {
  const checks: Record<string, (wanted: string) => boolean> = {
    email: (wanted) => wanted.split(',').some((one) => matches(row.email, one.endsWith('*') ? one : `${one}*`)),
    phone: (wanted) => matches(row.phone, wanted),
    mobile: (wanted) => matches(row['mobile'], wanted),
    firstName: (wanted) => matches(row.firstName, wanted),
    lastName: (wanted) => matches(row.lastName, wanted),
    fullName: (wanted) => matches(fullName(row), wanted),
    accountName: () => false,
    id: (wanted) => matches(row.id, wanted),
    _all: (wanted) => contains([fullName(row), row.email, row.phone].join(' '), wanted),
    createdTimeRange: (range) => isInRange(row.createdTime, range),
    modifiedTimeRange: (range) => isInRange(row.modifiedTime, range),
  };
  const asked = Object.entries(query).filter(([name]) => checks[name] !== undefined || name.startsWith('customField'));
  const hasAll = asked.every(([name, wanted]) => wanted !== '' && (checks[name]?.(wanted) ?? true));
  return asked.length > 0 && hasAll && hasCustomFields(row.cf, query);
}

const lists = (desk: Desk): Route[] => [
  {
    name: 'desk.contacts.list',
    method: 'GET',
    path: '/contacts',
    section: '3.2',
    scopes: ['Desk.contacts.READ'],
    query: ['fields', 'viewId', 'filterId', 'include', 'sortBy', 'from', 'limit'],
    weight: 3,
    handle: ({ query }) => {
      const rows = desk.tables.contacts.list().filter((row) => !row.isTrashed);
      return list(pageOf(sorted(rows, query['sortBy']), query, { fallback: 10, max: 100 }).map(contactListItem));
    },
  },
  {
    name: 'desk.contacts.tickets',
    method: 'GET',
    path: '/contacts/:id/tickets',
    section: '4.3',
    scopes: ['Desk.contacts.READ', 'Desk.tickets.READ', 'Desk.search.READ'],
    query: ['include', 'departmentId', 'sortBy', 'isSpam', 'from', 'limit'],
    weight: 3,
    handle: onContact(desk, (contact, { query }) => {
      const rows = desk.tables.tickets
        .list()
        .filter((row) => row.contactId === contact.id && !row.isTrashed)
        .filter((row) => query['departmentId'] === undefined || row.departmentId === query['departmentId']);
      const page = pageOf(sorted(rows, query['sortBy'] ?? '-createdTime'), query, { fallback: 10, max: 100 });
      return list(page.map((row) => ticketListItem(desk.tables, row)));
    }),
  },
];

const trash = ({ tables, publish }: Desk): Route => ({
  name: 'desk.contacts.trash',
  method: 'POST',
  path: '/contacts/moveToTrash',
  section: '2',
  scopes: ['Desk.contacts.DELETE'],
  handle: (request) => {
    const ids = idsOf(bodyOf(request)['contactIds']);
    if (ids.length === 0 || ids.some((id) => tables.contacts.get(id) === undefined)) return invalid('contactIds');
    for (const id of ids) {
      tables.contacts.update(id, { isTrashed: true });
      publish({ type: 'Contact_Delete', departmentId: null, payload: { id } });
    }
    return { status: 204 };
  },
});

function findProblem(desk: Desk, body: Record<string, unknown>, isNew: boolean): EmulatorReply | null {
  const extra = refuseExtraMembers(body, members);
  if (extra !== null) return extra;
  const { lastName, email } = body;
  const hasName = typeof lastName === 'string' && lastName !== '';
  const isTaken =
    isNew &&
    desk.settings.read().uniqueContactEmail &&
    desk.tables.contacts
      .list()
      .some((row) => !row.isTrashed && row.email !== null && matches(row.email, String(email)));
  const problems: FieldProblem[] = [
    ...(isNew && !hasName ? [{ field: 'lastName', type: 'missing' } as const] : []),
    ...(isTaken ? [{ field: 'email', type: 'duplicate' } as const] : []),
    ...Object.entries(lengths).flatMap(([field, max]) =>
      String(body[field] ?? '').length > max ? [{ field, type: 'invalid' } as const] : [],
    ),
  ];
  return problems.length === 0 ? null : invalidFields(problems);
}
