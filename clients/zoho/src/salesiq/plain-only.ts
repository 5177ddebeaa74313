import type { CallOptions } from '@baton/http-kit';
import { flag, list, member, number, text, textOrEmpty } from '@baton/http-kit';
import { rowsOf, type SalesIqContext } from './context.ts';

export type Device = { id: string; raw: unknown };
export type NewDevice = { deviceToken: string; platform: 'android' | 'ios' | 'web'; operatorId: string };
export type PushNotification = { operatorId: string; title: string; message: string; data?: Record<string, unknown> };

export type RoutingRule = {
  id: string;
  name: string;
  priority: number | null;
  isEnabled: boolean | null;
  conditions: unknown[];
  actions: unknown;
  raw: unknown;
};

export type RoutingRuleChange = {
  name?: string;
  priority?: number;
  isEnabled?: boolean;
  conditions?: readonly { field: string; operator: string; value: unknown }[];
  actions?: Record<string, unknown>;
};

/** Devices for push messages. Plain style: at Zoho the mobile SDK registers itself (contract salesiq §8 rows 23–24). */
export const createDevices = (context: SalesIqContext) => ({
  /**
   * Registers a device. Plain style. Scope SalesIQ.operators.UPDATE · §8.23 · retry: unsafe.
   * @example await salesiq.devices.register({ deviceToken, platform: 'android', operatorId })
   */
  register: async ({ deviceToken, platform, operatorId }: NewDevice, options?: CallOptions): Promise<Device> => {
    const json = { device_token: deviceToken, platform, operator_id: operatorId };
    const row = await context.item('devices.register', { json, options });
    return { id: textOrEmpty(row, 'id'), raw: row };
  },
  /**
   * Removes a device. Plain style. Scope SalesIQ.operators.UPDATE · §8.24 · retry: idempotent.
   * @example await salesiq.devices.unregister(id)
   */
  unregister: async (id: string, options?: CallOptions): Promise<void> => {
    await context.data('devices.unregister', { at: { id }, options });
  },
});

/** Push messages to operators. Plain style (contract salesiq §8 row 25). */
export const createNotifications = (context: SalesIqContext) => ({
  /**
   * Sends a push message. Plain style. Scope SalesIQ.operators.UPDATE · §8.25 · retry: unsafe.
   * @example await salesiq.notifications.send({ operatorId, title: 'New chat', message: 'A customer waits' })
   */
  send: async ({ operatorId, ...rest }: PushNotification, options?: CallOptions): Promise<void> => {
    await context.data('notifications.send', { json: { operator_id: operatorId, ...rest }, options });
  },
});

/** Routing rules of seed 004 (contract salesiq §8 rows 26–29). Zoho's have another model: `chatRoutingRules`. */
export const createRoutingRules = (context: SalesIqContext) => ({
  /**
   * All rules. Plain style. Scope SalesIQ.settings.READ · §8.26 · retry: read.
   * @example await salesiq.routingRules.list()
   */
  list: async (options?: CallOptions): Promise<RoutingRule[]> =>
    rowsOf(await context.data('routingRules.list', { options })).map(toRule),
  /**
   * Adds a rule. Plain style. Scope SalesIQ.settings.ALL · §8.27 · retry: unsafe.
   * @example await salesiq.routingRules.create({ name: 'VIP', priority: 1, conditions: [{ field: 'visitor.tags', operator: 'contains', value: 'vip' }], actions: { assign_to: 'department', department_id: id } })
   */
  create: async (rule: RoutingRuleChange & { name: string }, options?: CallOptions): Promise<RoutingRule> =>
    toRule(await context.item('routingRules.create', { json: toBody(rule), options })),
  /**
   * Changes a rule. Plain style. Scope SalesIQ.settings.ALL · §8.28 · retry: idempotent.
   * @example await salesiq.routingRules.update(id, { isEnabled: false })
   */
  update: async (id: string, change: RoutingRuleChange, options?: CallOptions): Promise<RoutingRule> =>
    toRule(await context.item('routingRules.update', { at: { id }, json: toBody(change), options })),
  /**
   * Removes a rule. Plain style. Scope SalesIQ.settings.ALL · §8.29 · retry: idempotent.
   * @example await salesiq.routingRules.delete(id)
   */
  delete: async (id: string, options?: CallOptions): Promise<void> => {
    await context.data('routingRules.delete', { at: { id }, options });
  },
});

const toBody = ({ isEnabled, ...rest }: RoutingRuleChange): Record<string, unknown> => ({
  ...rest,
  ...(isEnabled === undefined ? {} : { enabled: isEnabled }),
});

const toRule = (row: unknown): RoutingRule => ({
  id: textOrEmpty(row, 'id'),
  name: text(row, 'name') ?? '',
  priority: number(row, 'priority'),
  isEnabled: flag(row, 'enabled'),
  conditions: list(row, 'conditions'),
  actions: member(row, 'actions') ?? null,
  raw: row,
});
