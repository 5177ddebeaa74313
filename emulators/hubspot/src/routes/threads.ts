import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import type { HubSpot } from '../hubspot.ts';
import { pageOf, valuesOf } from '../paging.ts';
import { actorWith } from '../people.ts';
import { badMember, invalid, notFound, nothing, ok } from '../replies.ts';
import { bodyOf, type Route } from '../route.ts';
import type { ThreadRow } from '../rows.ts';
import { conversationPaths } from '../spellings.ts';
import { assign, type Doer, setArchived, setStatus } from '../thread-changes.ts';
import { textOf } from '../values.ts';
import { threadWire } from '../wire.ts';

const read = ['conversations.read'];
const write = ['conversations.write'];
const one = conversationPaths('/threads/:threadId');
const assignee = conversationPaths('/threads/:threadId/assignee', { isSwapped: true });

/** Threads (contract hubspot §7). */
export const threadRoutes = (hubspot: HubSpot): Route[] => [
  {
    ...{
      name: 'hubspot.threads.list',
      method: 'GET',
      paths: conversationPaths('/threads'),
      section: '7',
      scopes: read,
    },
    handle: (request) => list(hubspot, request),
  },
  {
    ...{ name: 'hubspot.threads.get', method: 'GET', paths: one, section: '7', scopes: read },
    handle: onThread(hubspot, (thread, { query }) => ok(withTicket(thread, query))),
  },
  {
    ...{ name: 'hubspot.threads.update', method: 'PATCH', paths: one, section: '7', scopes: write },
    handle: onThread(hubspot, (thread, request) => update(hubspot, thread, request)),
  },
  {
    ...{ name: 'hubspot.threads.archive', method: 'DELETE', paths: one, section: '7', scopes: write },
    handle: onThread(hubspot, (thread) => {
      setArchived(hubspot, thread, { archived: true, ...appOf(hubspot) });
      return nothing;
    }),
  },
  {
    ...{ name: 'hubspot.threads.assign', method: 'PUT', paths: assignee, section: '7', scopes: write },
    handle: onThread(hubspot, (thread, request) => {
      const actorId = textOf(bodyOf(request)['actorId']);
      if (!actorId.startsWith('A-') || actorWith(hubspot, actorId) === undefined)
        return badMember('actorId', 'actorId is not the id of an agent');
      return ok(threadWire(assign(hubspot, thread, { assignee: actorId, ...appOf(hubspot) })));
    }),
  },
  {
    ...{ name: 'hubspot.threads.unassign', method: 'DELETE', paths: assignee, section: '7', scopes: write },
    handle: onThread(hubspot, (thread) => {
      assign(hubspot, thread, { assignee: null, ...appOf(hubspot) });
      return nothing;
    }),
  },
];

/** The app acts in the name of who installed it. */
export const appOf = (hubspot: HubSpot): Doer => ({ actorId: `A-${hubspot.portal().userId}`, isByApp: true });

/** A handler for paths with `:threadId`. An archived thread is found with `archived=true` alone. */
export const onThread =
  (hubspot: HubSpot, handle: (thread: ThreadRow, request: EmulatorRequest) => EmulatorReply) =>
  (request: EmulatorRequest): EmulatorReply => {
    const thread = hubspot.tables.threads.get(request.params['threadId'] ?? '');
    const isAsked = thread?.archived === (request.query['archived'] === 'true');
    return thread === undefined || !isAsked ? notFound() : handle(thread, request);
  };

const withTicket = (thread: ThreadRow, query: Record<string, string | string[]>): Record<string, unknown> => ({
  ...threadWire(thread),
  ...(valuesOf(query, 'association').includes('TICKET')
    ? { threadAssociations: thread.ticketId === null ? {} : { associatedTicketId: thread.ticketId } }
    : {}),
});

function list(hubspot: HubSpot, request: EmulatorRequest): EmulatorReply {
  const { query } = request;
  const inboxes = valuesOf(query, 'inboxId');
  const since = query['latestMessageTimestampAfter'];
  const isWanted = (name: string, value: string | null): boolean => query[name] === undefined || query[name] === value;
  const rows = hubspot.tables.threads
    .list()
    .filter((row) => row.archived === (query['archived'] === 'true'))
    .filter((row) => inboxes.length === 0 || inboxes.includes(row.inboxId))
    .filter((row) => isWanted('associatedContactId', row.contactId) && isWanted('associatedTicketId', row.ticketId))
    .filter((row) => isWanted('threadStatus', row.status))
    .filter((row) => since === undefined || Date.parse(row.latestAt) > Date.parse(since))
    .sort((left, right) => orderOf(query['sort'])(left, right));
  return pageOf(
    request,
    rows.map((row) => withTicket(row, query)),
    { isCounted: false },
  );
}

/** `sort` knows the id (the default) and `latestMessageTimestamp`, each backwards with a minus. */
function orderOf(sort: string | undefined): (left: ThreadRow, right: ThreadRow) => number {
  const direction = sort?.startsWith('-') === true ? -1 : 1;
  return sort?.endsWith('latestMessageTimestamp') === true
    ? (left, right) => direction * left.latestAt.localeCompare(right.latestAt)
    : (left, right) => direction * (Number(left.id) - Number(right.id));
}

/** A status, or `archived: false`; one or the other (contract hubspot §7). */
function update(hubspot: HubSpot, thread: ThreadRow, request: EmulatorRequest): EmulatorReply {
  const { status, archived } = bodyOf(request);
  if (status !== undefined && archived !== undefined)
    return invalid('Invalid input: send status or archived, not both');
  if (archived === false) return ok(threadWire(setArchived(hubspot, thread, { archived: false, ...appOf(hubspot) })));
  if (status !== 'OPEN' && status !== 'CLOSED') return badMember('status', 'status must be OPEN or CLOSED');
  return ok(threadWire(setStatus(hubspot, thread, { status, ...appOf(hubspot) })));
}
