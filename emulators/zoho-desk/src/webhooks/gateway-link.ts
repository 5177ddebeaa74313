import type { Desk } from '../desk.ts';

/** Known before there is a subscription, so that a gateway can be told of it before it listens. */
export const gatewayWebhookId = '401928000000600001';

/** What Baton wants to know of tickets (contract zoho-desk §10.1). Addresses may change between two starts; the subscription stays. */
export function subscribeGateway({ tables: { webhooks }, now }: Desk, url: string): void {
  if (webhooks.get(gatewayWebhookId) !== undefined) {
    webhooks.update(gatewayWebhookId, { url, modifiedTime: now() });
    return;
  }
  webhooks.insert({
    id: gatewayWebhookId,
    name: 'gateway',
    description: null,
    url,
    isEnabled: true,
    includeEventsFrom: [],
    ignoreSourceId: null,
    subscriptions: {
      Ticket_Update: { fields: ['status'], includePrevState: true },
      Ticket_Comment_Add: null,
      Ticket_Thread_Add: { direction: 'out' },
    },
    createdTime: now(),
    modifiedTime: now(),
  });
}
