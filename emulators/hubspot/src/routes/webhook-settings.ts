import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { type HubSpot, nextId } from '../hubspot.ts';
import { badMember, created, notFound, nothing, ok } from '../replies.ts';
import { bodyOf, type Route } from '../route.ts';
import type { SubscriptionRow } from '../rows.ts';
import { isEventType } from '../subscriptions.ts';
import { type JsonMap, listOf, mapOf, textOf } from '../values.ts';
import { subscriptionWire } from '../wire.ts';

const shared = { section: '18', scopes: [] } as const;
const settingsPath = ['/webhooks/v3/:appId/settings'];
const allPath = ['/webhooks/v3/:appId/subscriptions'];
const onePath = ['/webhooks/v3/:appId/subscriptions/:subscriptionId'];

/** Where the app's webhooks go and what they tell, for legacy public apps (contract hubspot §3, §9, §18). */
export const webhookSettingRoutes = (hubspot: HubSpot): Route[] => [
  {
    ...{ name: 'hubspot.webhook-settings.get', method: 'GET', paths: settingsPath, ...shared },
    handle: ofApp(hubspot, () => (hubspot.app().targetUrl === null ? notFound() : ok(settingsWire(hubspot)))),
  },
  {
    ...{ name: 'hubspot.webhook-settings.put', method: 'PUT', paths: settingsPath, ...shared },
    handle: ofApp(hubspot, (request) => putSettings(hubspot, bodyOf(request))),
  },
  {
    ...{ name: 'hubspot.webhook-settings.delete', method: 'DELETE', paths: settingsPath, ...shared },
    handle: ofApp(hubspot, () => {
      hubspot.tables.apps.update(hubspot.app().id, { targetUrl: null });
      return nothing;
    }),
  },
  ...subscriptionRoutes(hubspot),
];

const subscriptionRoutes = (hubspot: HubSpot): Route[] => [
  {
    ...{ name: 'hubspot.subscriptions.list', method: 'GET', paths: allPath, ...shared },
    handle: ofApp(hubspot, () => ok({ results: hubspot.tables.subscriptions.list().map(subscriptionWire) })),
  },
  {
    ...{ name: 'hubspot.subscriptions.create', method: 'POST', paths: allPath, ...shared },
    handle: ofApp(hubspot, (request) => subscribe(hubspot, bodyOf(request))),
  },
  {
    ...{ name: 'hubspot.subscriptions.get', method: 'GET', paths: onePath, ...shared },
    handle: onSubscription(hubspot, (row) => ok(subscriptionWire(row))),
  },
  {
    ...{ name: 'hubspot.subscriptions.update', method: 'PATCH', paths: onePath, ...shared },
    handle: onSubscription(hubspot, (row, request) => {
      const { active } = bodyOf(request);
      if (typeof active !== 'boolean') return badMember('active', 'active must be true or false');
      return ok(subscriptionWire(hubspot.tables.subscriptions.update(row.id, { active })));
    }),
  },
  {
    ...{ name: 'hubspot.subscriptions.delete', method: 'DELETE', paths: onePath, ...shared },
    handle: onSubscription(hubspot, (row) => {
      hubspot.tables.subscriptions.remove(row.id);
      return nothing;
    }),
  },
  {
    ...{ name: 'hubspot.subscriptions.batch', method: 'POST', ...shared },
    paths: ['/webhooks/v3/:appId/subscriptions/batch/update'],
    handle: ofApp(hubspot, (request) => updateAll(hubspot, listOf(bodyOf(request)['inputs']).map(mapOf))),
  },
];

type Handle = (request: EmulatorRequest) => EmulatorReply;

const ofApp =
  (hubspot: HubSpot, handle: Handle): Handle =>
  (request) =>
    request.params['appId'] === hubspot.app().id ? handle(request) : notFound();

const onSubscription = (
  hubspot: HubSpot,
  handle: (row: SubscriptionRow, request: EmulatorRequest) => EmulatorReply,
): Handle =>
  ofApp(hubspot, (request) => {
    const row = hubspot.tables.subscriptions.get(request.params['subscriptionId'] ?? '');
    return row === undefined ? notFound() : handle(row, request);
  });

function settingsWire(hubspot: HubSpot): JsonMap {
  const { targetUrl, maxConcurrentRequests, createdAt } = hubspot.app();
  return { targetUrl, throttling: { maxConcurrentRequests }, createdAt };
}

function putSettings(hubspot: HubSpot, body: JsonMap): EmulatorReply {
  const targetUrl = textOf(body['targetUrl']);
  const concurrent = mapOf(body['throttling'])['maxConcurrentRequests'];
  if (!URL.canParse(targetUrl)) return badMember('targetUrl', 'targetUrl must be an address');
  const maxConcurrentRequests = typeof concurrent === 'number' ? concurrent : hubspot.app().maxConcurrentRequests;
  hubspot.tables.apps.update(hubspot.app().id, { targetUrl, maxConcurrentRequests });
  return ok(settingsWire(hubspot));
}

/** New ones are paused unless they ask to be active (contract hubspot §9). */
function subscribe(hubspot: HubSpot, body: JsonMap): EmulatorReply {
  const eventType = textOf(body['eventType']);
  const propertyName = textOf(body['propertyName']) || null;
  if (!isEventType(eventType)) return badMember('eventType', `there is no event type ${eventType}`);
  if (eventType.endsWith('.propertyChange') && propertyName === null)
    return badMember('propertyName', 'propertyName is missing');
  const id = nextId(hubspot.host, 'subscription');
  const row = { id, eventType, propertyName, active: body['active'] === true, createdAt: hubspot.now() };
  return created(subscriptionWire(hubspot.tables.subscriptions.insert(row)));
}

function updateAll(hubspot: HubSpot, inputs: JsonMap[]): EmulatorReply {
  const { subscriptions } = hubspot.tables;
  const unknown = inputs.find(({ id }) => subscriptions.get(textOf(id)) === undefined);
  if (unknown !== undefined) return badMember('id', `there is no subscription ${textOf(unknown['id'])}`);
  const results = inputs.map(({ id, active }) =>
    subscriptionWire(subscriptions.update(textOf(id), { active: active === true })),
  );
  const at = hubspot.now();
  return ok({ status: 'COMPLETE', startedAt: at, completedAt: at, results });
}
