import type { HttpRequest, RetryClass } from '@baton/http-kit';

/** `portal`: Zoho's real addresses, with a screen name. `plain`: those of seed 004, without one. */
export type SalesIqStyle = 'portal' | 'plain';

type Place = readonly [HttpRequest['method'], string] | null;
export type SalesIqRoute = { portal: Place; plain: Place; retryClass: RetryClass; needsOrgToken?: true };

const read = 'read';
const idempotent = 'idempotent';
const unsafe = 'unsafe';
const v2 = '/api/v2/:screen';
const chat = `${v2}/conversations/:id`;
const visitor = '/api/visitor/v1/:screen/conversations';

/** Every operation in both styles; null where a style has none (contract salesiq §2, §3, §8). */
export const salesIqRoutes = {
  'chats.list': { portal: ['GET', `${v2}/conversations`], plain: ['GET', '/api/v2/chats'], retryClass: read },
  'chats.get': { portal: ['GET', chat], plain: ['GET', '/api/v2/chats/:id'], retryClass: read },
  'chats.transcript': {
    portal: ['GET', `${chat}/messages`],
    plain: ['GET', '/api/v2/chats/:id/transcript'],
    retryClass: read,
  },
  'chats.send': {
    portal: ['POST', `${chat}/messages`],
    plain: ['POST', '/api/v2/chats/:id/messages'],
    retryClass: unsafe,
  },
  'chats.sendFile': { portal: ['POST', `${chat}/messages`], plain: null, retryClass: unsafe },
  'chats.transfer': {
    portal: ['PUT', `${chat}/transfer`],
    plain: ['POST', '/api/v2/chats/:id/transfer'],
    retryClass: unsafe,
  },
  'chats.end': { portal: ['PUT', `${chat}/close`], plain: ['POST', '/api/v2/chats/:id/end'], retryClass: unsafe },
  'chats.rate': { portal: null, plain: ['POST', '/api/v2/chats/:id/rating'], retryClass: idempotent },
  'chats.threads': { portal: ['GET', `${chat}/threads`], plain: null, retryClass: read },
  'chats.setCustomInfo': { portal: ['PUT', chat], plain: null, retryClass: idempotent },
  'chats.tag': { portal: ['PUT', `${chat}/tags`], plain: null, retryClass: idempotent },
  'chats.pickUp': { portal: ['PUT', `${chat}/pickup`], plain: null, retryClass: unsafe },
  'chats.acceptTransfer': { portal: ['PUT', `${chat}/accept`], plain: null, retryClass: unsafe },
  'chats.rejectTransfer': { portal: ['PUT', `${chat}/reject`], plain: null, retryClass: unsafe },
  'chats.feedback': { portal: ['GET', `${chat}/feedback`], plain: null, retryClass: read },
  'feedbacks.list': { portal: ['GET', `${v2}/feedbacks`], plain: null, retryClass: read },
  'attachments.download': { portal: ['GET', `${v2}/attachments/:id`], plain: null, retryClass: read },
  'visitors.list': {
    portal: ['GET', '/api/v3/:screen/visitors'],
    plain: ['GET', '/api/v2/visitors'],
    retryClass: read,
  },
  'visitors.get': { portal: null, plain: ['GET', '/api/v2/visitors/:id'], retryClass: read },
  'visitors.update': { portal: null, plain: ['PATCH', '/api/v2/visitors/:id'], retryClass: idempotent },
  'visitors.activity': { portal: null, plain: ['GET', '/api/v2/visitors/:id/activity'], retryClass: read },
  'visitors.tag': { portal: null, plain: ['POST', '/api/v2/visitors/:id/tags'], retryClass: idempotent },
  'visitors.events': { portal: ['GET', '/api/v3/:screen/visitorevents'], plain: null, retryClass: read },
  'visitors.sendToLatestChat': { portal: ['POST', `${v2}/visitors/:id/messages`], plain: null, retryClass: unsafe },
  'operators.list': { portal: ['GET', `${v2}/operators`], plain: ['GET', '/api/v2/operators'], retryClass: read },
  'operators.get': {
    portal: ['GET', `${v2}/operators/:id`],
    plain: ['GET', '/api/v2/operators/:id'],
    retryClass: read,
  },
  'operators.create': { portal: ['POST', `${v2}/operators`], plain: ['POST', '/api/v2/operators'], retryClass: unsafe },
  'operators.update': {
    portal: ['PUT', `${v2}/operators/:id`],
    plain: ['PATCH', '/api/v2/operators/:id'],
    retryClass: idempotent,
  },
  'operators.delete': {
    portal: ['DELETE', `${v2}/operators/:id`],
    plain: ['DELETE', '/api/v2/operators/:id'],
    retryClass: idempotent,
  },
  'operators.stats': { portal: null, plain: ['GET', '/api/v2/operators/:id/stats'], retryClass: read },
  'operators.setDepartments': {
    portal: ['PUT', `${v2}/operators/:id/departments`],
    plain: null,
    retryClass: idempotent,
  },
  'brands.list': { portal: ['GET', `${v2}/apps`], plain: ['GET', '/api/v2/brands'], retryClass: read },
  'brands.get': { portal: ['GET', `${v2}/apps/:id`], plain: ['GET', '/api/v2/brands/:id'], retryClass: read },
  'brands.update': { portal: null, plain: ['PATCH', '/api/v2/brands/:id'], retryClass: idempotent },
  'brands.departments': {
    portal: ['GET', `${v2}/departments`],
    plain: ['GET', '/api/v2/brands/:id/departments'],
    retryClass: read,
  },
  'departments.list': { portal: ['GET', `${v2}/departments`], plain: null, retryClass: read },
  'departments.get': { portal: ['GET', `${v2}/departments/:id`], plain: null, retryClass: read },
  'portals.list': { portal: ['GET', '/api/v2/portals'], plain: null, retryClass: read },
  'devices.register': { portal: null, plain: ['POST', '/api/v2/devices'], retryClass: unsafe },
  'devices.unregister': { portal: null, plain: ['DELETE', '/api/v2/devices/:id'], retryClass: idempotent },
  'notifications.send': { portal: null, plain: ['POST', '/api/v2/notifications'], retryClass: unsafe },
  'routingRules.list': { portal: null, plain: ['GET', '/api/v2/routing/rules'], retryClass: read },
  'routingRules.create': { portal: null, plain: ['POST', '/api/v2/routing/rules'], retryClass: unsafe },
  'routingRules.update': { portal: null, plain: ['PATCH', '/api/v2/routing/rules/:id'], retryClass: idempotent },
  'routingRules.delete': { portal: null, plain: ['DELETE', '/api/v2/routing/rules/:id'], retryClass: idempotent },
  'chatRoutingRules.list': { portal: ['GET', `${v2}/chatroutingrules`], plain: null, retryClass: read },
  'chatRoutingRules.create': { portal: ['POST', `${v2}/chatroutingrules`], plain: null, retryClass: unsafe },
  'chatRoutingRules.update': { portal: ['PUT', `${v2}/chatroutingrules/:id`], plain: null, retryClass: idempotent },
  'chatRoutingRules.delete': { portal: ['DELETE', `${v2}/chatroutingrules/:id`], plain: null, retryClass: idempotent },
  'webhooks.create': { portal: ['POST', `${v2}/webhooks`], plain: ['POST', '/api/v2/webhooks'], retryClass: unsafe },
  'webhooks.list': { portal: ['GET', `${v2}/webhooks`], plain: ['GET', '/api/v2/webhooks'], retryClass: read },
  'webhooks.get': { portal: ['GET', `${v2}/webhooks/:id`], plain: null, retryClass: read },
  'webhooks.update': {
    portal: ['PUT', `${v2}/webhooks/:id`],
    plain: ['PATCH', '/api/v2/webhooks/:id'],
    retryClass: idempotent,
  },
  'webhooks.delete': {
    portal: ['DELETE', `${v2}/webhooks/:id`],
    plain: ['DELETE', '/api/v2/webhooks/:id'],
    retryClass: idempotent,
  },
  'webhooks.addKey': { portal: ['POST', `${v2}/webhooks/:id/keys`], plain: null, retryClass: unsafe },
  'webhooks.removeKey': { portal: ['DELETE', `${v2}/webhooks/:id/keys/:keyId`], plain: null, retryClass: idempotent },
  'webhooks.failedExecutions': { portal: ['GET', `${v2}/webhooks/:id/executions`], plain: null, retryClass: read },
  'webhooks.retryExecution': {
    portal: ['POST', `${v2}/webhooks/:id/executions/:executionId`],
    plain: null,
    retryClass: unsafe,
  },
  'webhooks.retryExecutions': { portal: ['POST', `${v2}/webhooks/:id/executions`], plain: null, retryClass: unsafe },
  'tags.create': { portal: ['POST', `${v2}/tags`], plain: null, retryClass: unsafe },
  'tags.list': { portal: ['GET', `${v2}/tags`], plain: null, retryClass: read },
  'callbacks.progress': { portal: ['POST', `${v2}/callbacks/:id/progress`], plain: null, retryClass: unsafe },
  'callbacks.finish': { portal: ['POST', `${v2}/callbacks/:id/response`], plain: null, retryClass: unsafe },
  'visitorApi.open': { portal: ['POST', visitor], plain: null, retryClass: unsafe, needsOrgToken: true },
  'visitorApi.send': {
    portal: ['POST', `${visitor}/:id/messages`],
    plain: null,
    retryClass: unsafe,
    needsOrgToken: true,
  },
  'visitorApi.sendFile': {
    portal: ['POST', `${visitor}/:id/messages`],
    plain: null,
    retryClass: unsafe,
    needsOrgToken: true,
  },
  'visitorApi.list': { portal: ['GET', visitor], plain: null, retryClass: read, needsOrgToken: true },
} as const satisfies Record<string, SalesIqRoute>;

export type SalesIqOperation = keyof typeof salesIqRoutes;

/** The 33 operations of contract salesiq §8 by its numbers. */
export const salesIqTable: Readonly<Record<number, SalesIqOperation>> = {
  1: 'chats.list',
  2: 'chats.get',
  3: 'chats.transcript',
  4: 'chats.send',
  5: 'chats.transfer',
  6: 'chats.end',
  7: 'chats.rate',
  8: 'visitors.list',
  9: 'visitors.get',
  10: 'visitors.update',
  11: 'visitors.activity',
  12: 'visitors.tag',
  13: 'operators.list',
  14: 'operators.get',
  15: 'operators.create',
  16: 'operators.update',
  17: 'operators.delete',
  18: 'operators.stats',
  19: 'brands.list',
  20: 'brands.get',
  21: 'brands.update',
  22: 'brands.departments',
  23: 'devices.register',
  24: 'devices.unregister',
  25: 'notifications.send',
  26: 'routingRules.list',
  27: 'routingRules.create',
  28: 'routingRules.update',
  29: 'routingRules.delete',
  30: 'webhooks.create',
  31: 'webhooks.list',
  32: 'webhooks.update',
  33: 'webhooks.delete',
};
