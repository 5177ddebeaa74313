import type { EmulatorReply } from '@baton/emulator-kit';
import { type HubSpot, isVisible } from '../hubspot.ts';
import { pageOf, sorted, valuesOf } from '../paging.ts';
import { actorWith } from '../people.ts';
import { badMember, notFound, ok } from '../replies.ts';
import { bodyOf, type Route } from '../route.ts';
import { conversationPaths } from '../spellings.ts';
import { listOf, textOf } from '../values.ts';
import { accountWire, inboxWire } from '../wire.ts';

const shared = { section: '7', scopes: ['conversations.read'] } as const;
const listed = { section: '18', scopes: ['conversations.read'] } as const;

/** Actors, inboxes, channels and accounts of the portal (contract hubspot §7, §18). */
export const accountWideRoutes = (hubspot: HubSpot): Route[] => [
  ...actorRoutes(hubspot),
  {
    ...{ name: 'hubspot.inboxes.list', method: 'GET', paths: conversationPaths('/inboxes'), ...shared },
    handle: (request) => {
      const rows = request.query['archived'] === 'true' ? [] : hubspot.tables.inboxes.list();
      return pageOf(request, sorted(rows, request.query['sort']).map(inboxWire));
    },
  },
  {
    ...{ name: 'hubspot.inboxes.get', method: 'GET', paths: conversationPaths('/inboxes/:inboxId'), ...listed },
    handle: ({ params }) => found(hubspot.tables.inboxes.get(params['inboxId'] ?? ''), inboxWire),
  },
  {
    ...{ name: 'hubspot.portal-channels.list', method: 'GET', paths: conversationPaths('/channels'), ...listed },
    handle: (request) => {
      const rows = hubspot.tables.channels.list().filter((row) => !row.archived && isVisible(hubspot, row.createdAt));
      return pageOf(
        request,
        rows.map(({ id, name }) => ({ id, name })),
      );
    },
  },
  {
    ...{
      name: 'hubspot.portal-channels.get',
      method: 'GET',
      paths: conversationPaths('/channels/:channelId'),
      ...listed,
    },
    handle: ({ params }) =>
      found(hubspot.tables.channels.get(params['channelId'] ?? ''), ({ id, name }) => ({ id, name })),
  },
  {
    ...{
      name: 'hubspot.portal-accounts.list',
      method: 'GET',
      paths: conversationPaths('/channel-accounts'),
      ...listed,
    },
    handle: (request) => {
      const [channels, inboxes] = [valuesOf(request.query, 'channelId'), valuesOf(request.query, 'inboxId')];
      const rows = hubspot.tables.accounts
        .list()
        .filter((row) => (row.archivedAt !== null) === (request.query['archived'] === 'true'))
        .filter((row) => channels.length === 0 || channels.includes(row.channelId))
        .filter((row) => inboxes.length === 0 || inboxes.includes(row.inboxId));
      return pageOf(request, sorted(rows, request.query['sort']).map(accountWire));
    },
  },
  {
    ...{ name: 'hubspot.portal-accounts.get', method: 'GET', ...listed },
    paths: conversationPaths('/channel-accounts/:accountId'),
    handle: ({ params }) => found(hubspot.tables.accounts.get(params['accountId'] ?? ''), accountWire),
  },
];

const found = <T>(row: T | undefined, wire: (row: T) => unknown): EmulatorReply =>
  row === undefined ? notFound() : ok(wire(row));

const actorRoutes = (hubspot: HubSpot): Route[] => [
  {
    ...{ name: 'hubspot.actors.get', method: 'GET', paths: conversationPaths('/actors/:actorId'), ...shared },
    handle: ({ params }) => found(actorWith(hubspot, params['actorId'] ?? ''), (actor) => actor),
  },
  {
    ...{ name: 'hubspot.actors.batch', method: 'POST', paths: conversationPaths('/actors/batch/read'), ...shared },
    handle: (request) => {
      const { inputs } = bodyOf(request);
      return Array.isArray(inputs) ? readBatch(hubspot, inputs) : badMember('inputs', 'inputs must be a list of ids');
    },
  },
];

/** 207 when some are not there (contract hubspot §7). */
function readBatch(hubspot: HubSpot, inputs: unknown[]): EmulatorReply {
  const ids = [...new Set(listOf(inputs).map(textOf))];
  const results = ids.flatMap((id) => actorWith(hubspot, id) ?? []);
  const unknown = ids.filter((id) => actorWith(hubspot, id) === undefined);
  const at = hubspot.now();
  const body = { status: 'COMPLETE', startedAt: at, completedAt: at, results };
  if (unknown.length === 0) return ok(body);
  const error = {
    ...{
      status: 'error',
      category: 'OBJECT_NOT_FOUND',
      message: 'Could not get some actors',
      context: { ids: unknown },
    },
    ...{ errors: [], links: {} },
  };
  return { status: 207, body: { ...body, numErrors: 1, errors: [error] } };
}
