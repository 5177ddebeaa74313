import { type Desk, isIndexed } from '../desk.ts';
import { bodyOf, found, invalid, list, ok, pageOf } from '../replies.ts';
import type { Route } from '../route.ts';
import type { TicketRow } from '../rows.ts';
import { contains, customFieldNames, hasCustomFields, isInRange, matches, sorted } from '../search.ts';
import { openTicket } from '../ticket-changes.ts';
import { findTicketProblem } from '../ticket-rules.ts';
import { ticketContact, ticketListItem, ticketWire } from '../ticket-wire.ts';

const windowMax = 1_000;

export const ticketRoutes = (desk: Desk): Route[] => [
  {
    name: 'desk.tickets.create',
    method: 'POST',
    path: '/tickets',
    section: '4.1',
    scopes: ['Desk.tickets.CREATE'],
    handle: (request) => {
      const body = bodyOf(request);
      return findTicketProblem(desk, body, true) ?? ok(ticketWire(desk.tables, openTicket(desk, body)));
    },
  },
  {
    name: 'desk.tickets.list',
    method: 'GET',
    path: '/tickets',
    section: '4.3',
    scopes: ['Desk.tickets.READ'],
    query: [
      ...['departmentId', 'departmentIds', 'viewId', 'status', 'priority', 'channel', 'assignee', 'teamIds'],
      ...['receivedInDays', 'include', 'fields', 'sortBy', 'from', 'limit'],
    ],
    weight: 3,
    handle: ({ query }) => {
      const rows = newestFirst(desk).filter((row) => isListed(row, query));
      const page = pageOf(sorted(rows, query['sortBy']), query, { fallback: 25, max: 100 });
      return list(page.map((row) => ticketListItem(desk.tables, row)));
    },
  },
  search(desk),
];

const newestFirst = ({ tables }: Desk): TicketRow[] =>
  tables.tickets
    .list()
    .reverse()
    .filter((row) => !row.isTrashed);

const isListed = (row: TicketRow, query: Record<string, string>): boolean =>
  Object.entries({
    departmentId: row.departmentId,
    departmentIds: row.departmentId,
    status: row.status,
    priority: row.priority,
    channel: row.channel,
    assignee: row.assigneeId ?? 'Unassigned',
  }).every(([name, value]) => query[name] === undefined || matches(value, query[name]));

const exact = [
  ...['id', 'ticketNumber', 'email', 'phone', 'departmentId', 'contactId', 'accountId', 'assigneeId', 'productId'],
  ...['priority', 'channel', 'category'],
];
const ranges = ['createdTime', 'modifiedTime', 'dueDate', 'customerResponseTime'];

const search = (desk: Desk): Route => ({
  name: 'desk.tickets.search',
  method: 'GET',
  path: '/tickets/search',
  section: '4.3',
  scopes: ['Desk.tickets.READ', 'Desk.search.READ'],
  weight: 3,
  query: [
    ...exact,
    ...['subject', 'description', 'status', 'tag', 'contactName', 'accountName', 'productName', '_all', 'sortBy'],
    ...['from', 'limit', ...customFieldNames, ...ranges.map((name) => `${name}Range`)],
  ],
  handle: ({ query }) => {
    if (Number(query['from'] ?? 0) + Number(query['limit'] ?? 10) > windowMax) return invalid('from');
    const rows = newestFirst(desk).filter((row) => isIndexed(desk, row.createdTime) && isFound(desk, row, query));
    const page = pageOf(sorted(rows, query['sortBy']), query, { fallback: 10, max: 100 });
    return found(page.map((row) => ({ ...ticketWire(desk.tables, row), contact: ticketContact(desk.tables, row) })));
  },
});

function isFound({ tables }: Desk, row: TicketRow, query: Record<string, string>): boolean {
  const contact = tables.contacts.get(row.contactId);
  const name = [contact?.firstName, contact?.lastName].join(' ').trim();
  const checks: [string, (wanted: string) => boolean][] = [
    ...exact.map((field): [string, (wanted: string) => boolean] => [field, (wanted) => matches(row[field], wanted)]),
    ...ranges.map((field): [string, (range: string) => boolean] => [
      `${field}Range`,
      (range) => isInRange(row[field], range),
    ]),
    ['subject', (wanted) => contains(row.subject, wanted)],
    ['description', (wanted) => contains(row.description, wanted)],
    ['status', (wanted) => hasStatus(row, wanted)],
    ['tag', (wanted) => row.tags.some((tag) => matches(tag, wanted))],
    ['contactName', (wanted) => matches(name, wanted)],
    ['accountName', () => false],
    ['productName', () => false],
    ['_all', (wanted) => contains([row.subject, row.description, row.email, row.ticketNumber, name].join(' '), wanted)],
  ];
  return (
    checks.every(([field, check]) => query[field] === undefined || check(query[field])) &&
    hasCustomFields(row.cf, query)
  );
}

/** Names, or `${OPEN}`, `${ONHOLD}`, `${CLOSED}` for the type behind them. */
const hasStatus = (row: TicketRow, wanted: string): boolean =>
  wanted.split(',').some((one) => {
    const type = /^\$\{(\w+)\}$/.exec(one)?.[1];
    return type === undefined ? matches(row.status, one) : row.statusType.replace(' ', '').toUpperCase() === type;
  });
