import type { EmulatorHost, EmulatorReply, EmulatorRequest, OperationDefinition } from '@baton/emulator-kit';
import { bodyOf, failure, invalid, ok, refuse, refuseExtra, rows } from './replies.ts';
import { type DeskTables, openDeskTables, organizationId } from './rows.ts';
import { createTicket, toListItem, toWire } from './tickets.ts';

const indexLagMs = 2_000;
type Handle = (request: EmulatorRequest) => EmulatorReply;
type Route = Pick<OperationDefinition, 'name' | 'method' | 'path' | 'source'> & {
  scopes: string[];
  query?: string[];
  handle: Handle;
};

/** Zoho Desk API v1 (contract zoho-desk). */
export function registerDesk(host: EmulatorHost): void {
  const tables = openDeskTables(host);
  const seed = (): void => {
    if (tables.departments.list().length > 0) return;
    for (const name of ['Support', 'Callbacks'])
      tables.departments.insert({ id: host.nextId(), name, isEnabled: true });
  };
  seed();
  host.onReset(seed);
  host.contributeConnection('deskOrgId', () => organizationId);
  for (const { scopes, query, handle, ...route } of [
    ...contactRoutes(host, tables),
    ...ticketRoutes(host, tables),
    ...ticketRecordRoutes(host, tables),
    ...noteRoutes(host, tables),
    ...otherRoutes(tables),
  ]) {
    host.operation({
      ...route,
      vendor: 'desk',
      path: `/api/v1${route.path}`,
      fidelity: 'documented',
      handle: (request) =>
        refuse(host, request, scopes) ?? (query === undefined ? null : refuseExtra(request, query)) ?? handle(request),
    });
  }
}

const isIndexed = (host: EmulatorHost, createdTime: string): boolean =>
  Date.parse(createdTime) + host.faults.indexLagMs('desk', indexLagMs) <= host.clock.now().getTime();

/** Search by address finds look-alikes that begin the same (contract zoho-desk §3.1). */
function contactRoutes(host: EmulatorHost, { contacts }: DeskTables): Route[] {
  return [
    {
      name: 'desk.contacts.search',
      method: 'GET',
      path: '/contacts/search',
      source: 'zoho-desk.md §3.1',
      scopes: ['Desk.contacts.READ', 'Desk.search.READ'],
      query: ['email', 'phone', 'mobile', 'firstName', 'lastName', 'fullName', 'id', '_all', 'sortBy', 'from', 'limit'],
      handle: ({ query }) => {
        const email = (query['email'] ?? '').toLowerCase();
        return rows(
          contacts
            .list()
            .filter(
              (row) =>
                isIndexed(host, row.createdTime) && email !== '' && row.email?.toLowerCase().startsWith(email) === true,
            ),
        );
      },
    },
    {
      name: 'desk.contacts.list',
      method: 'GET',
      path: '/contacts',
      source: 'zoho-desk.md §3',
      scopes: ['Desk.contacts.READ'],
      query: ['from', 'limit', 'sortBy', 'viewId', 'include'],
      handle: () => rows(contacts.list()),
    },
    {
      name: 'desk.contacts.create',
      method: 'POST',
      path: '/contacts',
      source: 'zoho-desk.md §3.2',
      scopes: ['Desk.contacts.CREATE'],
      handle: (request) => {
        const body = bodyOf(request);
        if (typeof body['lastName'] !== 'string') return invalid('lastName', 'missing');
        const { lastName, firstName = null, email = null, phone = null } = body;
        const created = {
          id: host.nextId(),
          lastName,
          firstName,
          email,
          phone,
          createdTime: host.clock.now().toISOString(),
        };
        return ok(contacts.insert(created as ReturnType<typeof contacts.insert>));
      },
    },
    {
      name: 'desk.contacts.get',
      method: 'GET',
      path: '/contacts/:id',
      source: 'zoho-desk.md §3.2',
      scopes: ['Desk.contacts.READ'],
      handle: ({ params }) => one(contacts.get(params['id'] ?? '')),
    },
  ];
}

const one = (row: unknown): EmulatorReply =>
  row === undefined ? failure(404, 'URL_NOT_FOUND', 'The URL you requested could not be found.') : ok(row);

function ticketRoutes(host: EmulatorHost, tables: DeskTables): Route[] {
  const { tickets } = tables;
  const newestFirst = () => [...tickets.list()].reverse();
  return [
    {
      name: 'desk.tickets.create',
      method: 'POST',
      path: '/tickets',
      source: 'zoho-desk.md §4.1',
      scopes: ['Desk.tickets.CREATE'],
      handle: (request) => createTicket(host, tables, request),
    },
    {
      name: 'desk.tickets.list',
      method: 'GET',
      path: '/tickets',
      source: 'zoho-desk.md §4.3',
      scopes: ['Desk.tickets.READ'],
      query: ['departmentId', 'departmentIds', 'status', 'priority', 'sortBy', 'from', 'limit', 'include', 'fields'],
      handle: ({ query }) => {
        const from = Number(query['from'] ?? 0);
        const found = newestFirst().filter(
          (row) => query['departmentId'] === undefined || row.departmentId === query['departmentId'],
        );
        return rows(found.slice(from, from + Math.min(100, Number(query['limit'] ?? 25))).map(toListItem));
      },
    },
    {
      name: 'desk.tickets.search',
      method: 'GET',
      path: '/tickets/search',
      source: 'zoho-desk.md §4.3',
      scopes: ['Desk.tickets.READ', 'Desk.search.READ'],
      query: ['customField1', 'email', 'ticketNumber', 'subject', 'departmentId', 'from', 'limit', 'sortBy'],
      handle: ({ query }) => {
        const [field = '', value = ''] = (query['customField1'] ?? '').split(/:(.*)/s);
        const found = newestFirst().filter(
          (row) =>
            isIndexed(host, row.createdTime) &&
            (field === '' || row.cf[field] === value) &&
            (query['email'] === undefined || row.email === query['email']),
        );
        return rows(found.map(toWire));
      },
    },
  ];
}

function ticketRecordRoutes(host: EmulatorHost, { tickets }: DeskTables): Route[] {
  return [
    {
      name: 'desk.tickets.get',
      method: 'GET',
      path: '/tickets/:id',
      source: 'zoho-desk.md §4.2',
      scopes: ['Desk.tickets.READ'],
      handle: ({ params }) => {
        const row = tickets.get(params['id'] ?? '');
        return one(row === undefined ? undefined : toWire(row));
      },
    },
    {
      name: 'desk.tickets.update',
      method: 'PATCH',
      path: '/tickets/:id',
      source: 'zoho-desk.md §4.2',
      scopes: ['Desk.tickets.UPDATE'],
      handle: (request) => {
        const row = tickets.get(request.params['id'] ?? '');
        if (row === undefined) return one(row);
        const { status = row['status'], priority = row['priority'], subject = row.subject } = bodyOf(request);
        const statusType = String(status) === 'Closed' ? 'Closed' : String(status) === 'On Hold' ? 'On Hold' : 'Open';
        const now = host.clock.now().toISOString();
        return ok(
          toWire(
            tickets.update(row.id, {
              status,
              statusType,
              priority,
              subject: String(subject),
              modifiedTime: now,
              closedTime: statusType === 'Closed' ? now : null,
            }),
          ),
        );
      },
    },
    {
      name: 'desk.tickets.put',
      method: 'PUT',
      path: '/tickets/:id',
      source: 'zoho-desk.md §4.2',
      scopes: [],
      handle: () => failure(405, 'METHOD_NOT_ALLOWED', 'The method is not allowed for the requested URL.'),
    },
  ];
}

const commentMax = 32_000;

function noteRoutes(host: EmulatorHost, { tickets, comments }: DeskTables): Route[] {
  return [
    {
      name: 'desk.comments.list',
      method: 'GET',
      path: '/tickets/:id/comments',
      source: 'zoho-desk.md §5',
      scopes: ['Desk.tickets.READ'],
      query: ['from', 'limit', 'sortBy', 'include'],
      handle: ({ params, query }) => {
        const from = Number(query['from'] ?? 0);
        return rows(
          comments
            .list()
            .filter((row) => row.ticketId === params['id'])
            .slice(from, from + Math.min(100, Number(query['limit'] ?? 50))),
        );
      },
    },
    {
      name: 'desk.comments.create',
      method: 'POST',
      path: '/tickets/:id/comments',
      source: 'zoho-desk.md §5',
      scopes: ['Desk.tickets.UPDATE'],
      handle: (request) => {
        const ticket = tickets.get(request.params['id'] ?? '');
        if (ticket === undefined) return one(ticket);
        const { content, contentType = 'html', isPublic = false } = bodyOf(request);
        if (typeof content !== 'string' || content === '') return invalid('content', 'missing');
        if (content.length > commentMax) return invalid('content', 'invalid');
        const row = {
          id: host.nextId(),
          ticketId: ticket.id,
          content,
          contentType: String(contentType),
          isPublic: isPublic === true,
          commentedTime: host.clock.now().toISOString(),
        };
        tickets.update(ticket.id, { commentCount: String(Number(ticket['commentCount']) + 1) });
        return ok(comments.insert(row));
      },
    },
    {
      name: 'desk.tags.associate',
      method: 'POST',
      path: '/tickets/:id/associateTag',
      source: 'zoho-desk.md §7',
      scopes: ['Desk.tickets.CREATE'],
      handle: (request) => {
        const ticket = tickets.get(request.params['id'] ?? '');
        if (ticket === undefined) return one(ticket);
        const given = bodyOf(request)['tags'];
        const tags = Array.isArray(given) ? given.map(String) : [];
        if (tags.length === 0 || tags.some((tag) => !/^[\w.+% -]{3,50}$/.test(tag))) return invalid('tags', 'invalid');
        tickets.update(ticket.id, { tags: [...new Set([...ticket.tags, ...tags])] });
        return { status: 200 };
      },
    },
    {
      name: 'desk.tags.list',
      method: 'GET',
      path: '/tickets/:id/tags',
      source: 'zoho-desk.md §7',
      scopes: ['Desk.tickets.READ'],
      handle: ({ params }) => rows((tickets.get(params['id'] ?? '')?.tags ?? []).map((name) => ({ name }))),
    },
  ];
}

function otherRoutes({ departments }: DeskTables): Route[] {
  return [
    {
      name: 'desk.departments.list',
      method: 'GET',
      path: '/departments',
      source: 'zoho-desk.md §8',
      scopes: ['Desk.basic.READ'],
      handle: () => rows(departments.list()),
    },
    {
      name: 'desk.organizations.list',
      method: 'GET',
      path: '/organizations',
      source: 'zoho-desk.md §8',
      scopes: ['Desk.basic.READ'],
      handle: () =>
        rows([
          {
            id: organizationId,
            companyName: 'Company Inc',
            portalName: 'company',
            edition: 'PROFESSIONAL',
            isDefault: true,
          },
        ]),
    },
  ];
}
