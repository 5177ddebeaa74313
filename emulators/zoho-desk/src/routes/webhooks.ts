import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import type { Desk } from '../desk.ts';
import { bodyOf, failure, idsOf, invalid, list, mapOf, notFound, ok, refuseExtraMembers, textOr } from '../replies.ts';
import type { Route } from '../route.ts';
import type { WebhookRow } from '../rows.ts';
import { isAnswering } from '../webhooks/sender.ts';

const members = ['url', 'name', 'description', 'isEnabled', 'includeEventsFrom', 'ignoreSourceId', 'subscriptions'];
const filters: Record<string, string[]> = {
  Ticket_Add: ['departmentIds'],
  Ticket_Update: ['departmentIds', 'fields', 'includePrevState'],
  Ticket_Comment_Add: ['departmentIds'],
  Ticket_Comment_Update: ['departmentIds'],
  Ticket_Thread_Add: ['departmentIds', 'direction'],
  Ticket_Delete: [],
  Contact_Add: [],
  Contact_Delete: [],
  Contact_Update: ['includePrevState'],
};
const urlMax = 500;
const fieldsMax = 5;

/** Any one of three scopes is taken: the sources do not agree on the name (contract zoho-oauth §10). */
const scopesFor = (operation: string): string[] =>
  ['events', 'settings', 'webhooks'].map((group) => `Desk.${group}.${operation}`);

export const webhookRoutes = (desk: Desk): Route[] => [
  {
    name: 'desk.webhooks.list',
    method: 'GET',
    path: '/webhooks',
    section: '10.1',
    scopes: [],
    anyScope: scopesFor('READ'),
    handle: () => list(desk.tables.webhooks.list().map((row) => wire(desk, row))),
  },
  {
    name: 'desk.webhooks.create',
    method: 'POST',
    path: '/webhooks',
    section: '10.1',
    scopes: [],
    anyScope: scopesFor('CREATE'),
    handle: async (request) => {
      const body = bodyOf(request);
      const problem = findProblem(desk, body) ?? (await probe(body));
      if (problem !== null) return problem;
      const now = desk.now();
      const row = { ...changesOf(body), id: desk.host.nextId(), createdTime: now, modifiedTime: now };
      return ok(wire(desk, desk.tables.webhooks.insert(row)));
    },
  },
  ...oneWebhook(desk),
];

const oneWebhook = (desk: Desk): Route[] => [
  {
    name: 'desk.webhooks.get',
    method: 'GET',
    path: '/webhooks/:id',
    section: '10.1',
    scopes: [],
    anyScope: scopesFor('READ'),
    handle: onWebhook(desk, (row) => ok(wire(desk, row))),
  },
  {
    name: 'desk.webhooks.update',
    method: 'PATCH',
    path: '/webhooks/:id',
    section: '10.1',
    scopes: [],
    anyScope: scopesFor('UPDATE'),
    handle: onWebhook(desk, async (row, request) => {
      const body = bodyOf(request);
      const problem = findProblem(desk, body, row) ?? (body['url'] === undefined ? null : await probe(body));
      if (problem !== null) return problem;
      const changed = { ...changesOf({ ...row, ...body }), modifiedTime: desk.now() };
      return ok(wire(desk, desk.tables.webhooks.update(row.id, changed)));
    }),
  },
  {
    name: 'desk.webhooks.delete',
    method: 'DELETE',
    path: '/webhooks/:id',
    section: '10.1',
    scopes: [],
    anyScope: scopesFor('DELETE'),
    handle: onWebhook(desk, (row) => {
      desk.tables.webhooks.remove(row.id);
      return ok();
    }),
  },
];

const onWebhook =
  ({ tables }: Desk, handle: (row: WebhookRow, request: EmulatorRequest) => EmulatorReply | Promise<EmulatorReply>) =>
  (request: EmulatorRequest): EmulatorReply | Promise<EmulatorReply> => {
    const row = tables.webhooks.get(request.params['id'] ?? '');
    return row === undefined ? notFound : handle(row, request);
  };

const changesOf = (body: Record<string, unknown>) => ({
  name: textOr(body['name'], ''),
  description: textOr(body['description'], null),
  url: textOr(body['url'], ''),
  isEnabled: body['isEnabled'] !== false,
  includeEventsFrom: idsOf(body['includeEventsFrom']),
  ignoreSourceId: textOr(body['ignoreSourceId'], null),
  subscriptions: Object.fromEntries(
    Object.entries(mapOf(body['subscriptions'])).map(([name, filter]) => [
      name,
      filter === null ? null : mapOf(filter),
    ]),
  ),
});

async function probe(body: Record<string, unknown>): Promise<EmulatorReply | null> {
  return (await isAnswering(String(body['url']))) ? null : invalid('url');
}

function findProblem(desk: Desk, body: Record<string, unknown>, before?: WebhookRow): EmulatorReply | null {
  const extra = refuseExtraMembers(body, members);
  if (extra !== null) return extra;
  const { url = before?.url, subscriptions = before?.subscriptions, isEnabled = before?.isEnabled ?? true } = body;
  if (url === undefined) return invalid('url', 'missing');
  if (!URL.canParse(String(url)) || String(url).length > urlMax) return invalid('url');
  const asked = Object.entries(mapOf(subscriptions));
  if (asked.length === 0) return invalid('subscriptions', 'missing');
  const wrong = asked.find(([name, filter]) => !isFilter(name, filter));
  if (wrong !== undefined) return invalid(`subscriptions/${wrong[0]}`);
  const enabled = desk.tables.webhooks.list().filter((row) => row.isEnabled && row.id !== before?.id).length;
  return isEnabled === true && enabled >= desk.settings.read().enabledWebhooksMax
    ? failure(403, 'LICENSE_ACCESS_LIMITED', 'Your edition does not include this feature.')
    : null;
}

function isFilter(event: string, filter: unknown): boolean {
  const known = filters[event];
  if (known === undefined) return false;
  const given = mapOf(filter);
  const { fields, direction } = given;
  return (
    Object.keys(given).every((name) => known.includes(name)) &&
    (!Array.isArray(fields) || fields.length <= fieldsMax) &&
    (direction === undefined || direction === 'in' || direction === 'out')
  );
}

const wire = (desk: Desk, row: WebhookRow): Record<string, unknown> => ({
  ...row,
  type: 'CUSTOMER_WEBHOOK',
  createdBy: desk.agent().id,
});
