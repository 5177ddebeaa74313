import type { Collection, EmulatorHost, Row } from '@baton/emulator-kit';
import type {
  ActivityRow,
  AppRow,
  ChatRuleRow,
  ConversationRow,
  DeliveryRow,
  DepartmentRow,
  DeviceRow,
  FileRow,
  KeyRow,
  MessageRow,
  NotificationRow,
  OperatorRow,
  PendingRow,
  RoutingRuleRow,
  TagRow,
  VisitorRow,
  WebhookRow,
} from './rows.ts';

/** A fixed row of the portal itself: ids and secrets that stay the same across resets. */
export type PortalRow = {
  id: 'portal';
  screenName: string;
  orgId: string;
  botId: string;
  botName: string;
  hmacSecret: string;
};

export interface SalesIqTables {
  conversations: Collection<ConversationRow>;
  messages: Collection<MessageRow>;
  visitors: Collection<VisitorRow>;
  activities: Collection<ActivityRow>;
  devices: Collection<DeviceRow>;
  notifications: Collection<NotificationRow>;
  routingRules: Collection<RoutingRuleRow>;
  chatRules: Collection<ChatRuleRow>;
  files: Collection<FileRow>;
  operators: Collection<OperatorRow>;
  departments: Collection<DepartmentRow>;
  apps: Collection<AppRow>;
  tags: Collection<TagRow>;
  webhooks: Collection<WebhookRow>;
  deliveries: Collection<DeliveryRow>;
  keys: Collection<KeyRow>;
  pending: Collection<PendingRow>;
  portal: Collection<PortalRow>;
}

/** How rows are shown at `/__emulator/state/salesiq/…`. */
export interface StateWires {
  conversation(row: ConversationRow): unknown;
  message(row: MessageRow): unknown;
  operator(row: OperatorRow): unknown;
  webhook(row: WebhookRow): unknown;
}

/** Opens every collection of the SalesIQ emulator; keys and other inner matters are not shown. */
export function openTables(host: EmulatorHost, wires: StateWires): SalesIqTables {
  const open = <T extends Row>(name: string, toWire: (row: T) => unknown) =>
    host.collection<T>('salesiq', name, { toWire });
  const inner = <T extends Row>(name: string) => host.collection<T>('salesiq', name, { isInternal: true });
  return {
    conversations: open<ConversationRow>('conversations', (row) => wires.conversation(row)),
    messages: open<MessageRow>('messages', (row) => wires.message(row)),
    visitors: open<VisitorRow>('visitors', (row) => row),
    devices: open<DeviceRow>('devices', ({ token: _token, ...row }) => row),
    notifications: open<NotificationRow>('notifications', (row) => row),
    routingRules: open<RoutingRuleRow>('routing-rules', (row) => row),
    chatRules: open<ChatRuleRow>('chat-routing-rules', (row) => row),
    files: open<FileRow>('files', ({ base64: _base64, ...row }) => row),
    activities: open<ActivityRow>('activities', (row) => row),
    operators: open<OperatorRow>('operators', (row) => wires.operator(row)),
    departments: open<DepartmentRow>('departments', (row) => row),
    apps: open<AppRow>('apps', (row) => row),
    tags: open<TagRow>('tags', (row) => row),
    webhooks: open<WebhookRow>('webhooks', (row) => wires.webhook(row)),
    deliveries: open<DeliveryRow>('deliveries', deliveryState),
    keys: inner<KeyRow>('keys'),
    pending: inner<PendingRow>('pending-answers'),
    portal: inner<PortalRow>('portal'),
  };
}

function deliveryState(row: DeliveryRow): unknown {
  return {
    id: row.id,
    webhook_id: row.webhookId,
    event: row.event,
    entity_id: row.entityId,
    attempt: row.attempt,
    status: row.status,
    http_status: row.httpStatus,
    event_time: row.eventTime,
    body: row.payload,
  };
}
