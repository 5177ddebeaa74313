import type { Desk } from '../desk.ts';
import { fullName } from '../people-wire.ts';
import { bodyOf, failure, idsOf, invalid, ok } from '../replies.ts';
import { onTicket, type Route } from '../route.ts';
import type { TicketRow } from '../rows.ts';
import { changeTicket, trashTicket } from '../ticket-changes.ts';
import { findTicketProblem } from '../ticket-rules.ts';
import { ticketDetails, ticketWire } from '../ticket-wire.ts';

export const ticketRecordRoutes = (desk: Desk): Route[] => [
  {
    name: 'desk.tickets.get',
    method: 'GET',
    path: '/tickets/:id',
    section: '4.2',
    scopes: ['Desk.tickets.READ'],
    query: ['include'],
    handle: onTicket(desk, (row, { query }) => ok(ticketDetails(desk, row, query['include'] ?? ''))),
  },
  {
    name: 'desk.tickets.update',
    method: 'PATCH',
    path: '/tickets/:id',
    section: '4.2',
    scopes: ['Desk.tickets.UPDATE'],
    query: ['disableClosureNotification'],
    handle: onTicket(desk, (row, request) => {
      const body = bodyOf(request);
      if (Object.keys(body).length === 0) return failure(422, 'EMPTY_PAYLOAD', 'The payload is empty.');
      return findTicketProblem(desk, body, false) ?? ok(ticketWire(desk.tables, changeTicket(desk, row, body)));
    }),
  },
  {
    name: 'desk.tickets.put',
    method: 'PUT',
    path: '/tickets/:id',
    section: '4.2',
    scopes: [],
    handle: () => failure(405, 'METHOD_NOT_ALLOWED', 'The requested method is not allowed for this resource.'),
  },
  ...actions(desk),
  {
    name: 'desk.tickets.metrics',
    method: 'GET',
    path: '/tickets/:id/metrics',
    section: '9',
    scopes: ['Desk.tickets.READ'],
    handle: onTicket(desk, (row) => ok(metrics(desk, row))),
  },
];

const actions = (desk: Desk): Route[] => [
  {
    name: 'desk.tickets.close-many',
    method: 'POST',
    path: '/closeTickets',
    section: '4.2',
    scopes: ['Desk.tickets.UPDATE'],
    handle: (request) => {
      const rows = rowsOf(desk, bodyOf(request)['ids']);
      if (rows === null) return invalid('ids');
      for (const row of rows) changeTicket(desk, row, { status: 'Closed' });
      return ok();
    },
  },
  {
    name: 'desk.tickets.move',
    method: 'POST',
    path: '/tickets/:id/move',
    section: '4.2',
    scopes: ['Desk.tickets.UPDATE'],
    handle: onTicket(desk, (row, request) => {
      const { departmentId } = bodyOf(request);
      if (departmentId === undefined) return invalid('departmentId', 'missing');
      if (desk.tables.departments.get(String(departmentId)) === undefined) return invalid('departmentId');
      changeTicket(desk, row, { departmentId });
      return ok();
    }),
  },
  {
    name: 'desk.tickets.trash',
    method: 'POST',
    path: '/tickets/moveToTrash',
    section: '2',
    scopes: ['Desk.tickets.DELETE'],
    handle: (request) => {
      const rows = rowsOf(desk, bodyOf(request)['ticketIds']);
      if (rows === null) return invalid('ticketIds');
      for (const row of rows) trashTicket(desk, row);
      return { status: 204 };
    },
  },
];

/** The tickets of an id list; null when it is empty or names an unknown one. */
function rowsOf({ tables }: Desk, value: unknown): TicketRow[] | null {
  const ids = idsOf(value);
  const rows = ids.flatMap((id) => tables.tickets.get(id) ?? []);
  return rows.length > 0 && rows.length === ids.length ? rows : null;
}

/** Durations are texts for people (contract zoho-desk §9). */
function metrics(desk: Desk, row: TicketRow): Record<string, unknown> {
  const threads = desk.tables.threads.list().filter((thread) => thread.ticketId === row.id);
  const outgoing = threads.filter((thread) => thread.direction === 'out');
  const since = (until: string | null | undefined): string | null =>
    until === null || until === undefined ? null : hours(Date.parse(until) - Date.parse(row.createdTime));
  const handled = hours(desk.host.clock.now().getTime() - Date.parse(row.createdTime));
  const agent = desk.agent();
  return {
    firstResponseTime: since(outgoing[0]?.createdTime),
    totalResponseTime: since(outgoing[0]?.createdTime),
    resolutionTime: since(row.closedTime) ?? handled,
    responseCount: String(outgoing.length),
    outgoingCount: String(outgoing.length),
    threadCount: String(threads.length),
    reassignCount: '0',
    reopenCount: '0',
    agentsHandled: [{ agentId: agent.id, agentName: fullName(agent), handlingTime: handled }],
    stagingData: [{ status: row.status, handledTime: handled }],
  };
}

function hours(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)} hrs`;
}
