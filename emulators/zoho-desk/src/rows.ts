import type { Collection, EmulatorHost, Row } from '@baton/emulator-kit';

export type ContactRow = Row & {
  firstName: string | null;
  lastName: string;
  email: string | null;
  phone: string | null;
  createdTime: string;
  modifiedTime: string;
  isTrashed: boolean;
  cf: Record<string, unknown>;
};
export type TicketRow = Row & {
  ticketNumber: string;
  subject: string;
  description: string | null;
  status: string;
  statusType: string;
  priority: string | null;
  channel: string;
  departmentId: string;
  contactId: string;
  assigneeId: string | null;
  email: string | null;
  phone: string | null;
  createdTime: string;
  modifiedTime: string;
  closedTime: string | null;
  onholdTime: string | null;
  customerResponseTime: string;
  dueDate: string;
  responseDueDate: string | null;
  /** No answer is due: an agent wrote since the customer did. Not shown. */
  isAnswered?: boolean;
  isTrashed: boolean;
  cf: Record<string, unknown>;
  tags: string[];
};
export type CommentRow = Row & {
  ticketId: string;
  content: string;
  contentType: string;
  isPublic: boolean;
  commentedTime: string;
  modifiedTime: string | null;
  commenterId: string;
  attachments: FileRow[];
};
export type ThreadRow = Row & {
  ticketId: string;
  channel: string;
  direction: 'in' | 'out';
  visibility: 'public' | 'private';
  content: string;
  contentType: string;
  isDescriptionThread: boolean;
  author: { id: string; name: string; email: string | null; type: 'AGENT' | 'END_USER'; photoURL: null };
  createdTime: string;
  mail: { fromEmailAddress: string; to: string; cc: string; bcc: string; isForward: boolean } | null;
  attachments: FileRow[];
};
export type AgentRow = Row & { firstName: string; lastName: string; email: string; departmentIds: string[] };
export type DepartmentRow = Row & { name: string; isEnabled: boolean; createdTime?: string };
/** A file before (`ticketId` null) or after it belongs to a ticket. The bytes are kept as a hash only. */
export type FileRow = Row & {
  ticketId: string | null;
  name: string;
  size: string;
  sha256: string;
  isPublic: boolean;
  createdTime: string;
};
export type WebhookRow = Row & {
  name: string;
  description: string | null;
  url: string;
  isEnabled: boolean;
  includeEventsFrom: string[];
  ignoreSourceId: string | null;
  subscriptions: Record<string, Record<string, unknown> | null>;
  createdTime: string;
  modifiedTime: string;
};
export type DeliveryRow = Row & {
  webhookId: string;
  eventType: string;
  /** lost: it never left, and nobody at the vendor knows. */
  status: 'pending' | 'delivered' | 'failed' | 'lost';
  httpStatus: number | null;
  jwt: string;
  body: unknown[];
};

export type DeskTables = {
  /** Epoch milliseconds on the emulator's clock. */
  now(): number;
  contacts: Collection<ContactRow>;
  tickets: Collection<TicketRow>;
  comments: Collection<CommentRow>;
  threads: Collection<ThreadRow>;
  agents: Collection<AgentRow>;
  departments: Collection<DepartmentRow>;
  uploads: Collection<FileRow>;
  attachments: Collection<FileRow>;
  webhooks: Collection<WebhookRow>;
  deliveries: Collection<DeliveryRow>;
};

export const organizationId = '70041234567';
export const layouts = { ticket: '401928000000000301', contact: '401928000000000180' } as const;

export const openDeskTables = (host: EmulatorHost, showTicket: (row: TicketRow) => unknown): DeskTables => ({
  now: () => host.clock.now().getTime(),
  contacts: host.collection<ContactRow>('desk', 'contacts'),
  tickets: host.collection<TicketRow>('desk', 'tickets', { toWire: showTicket }),
  comments: host.collection<CommentRow>('desk', 'comments'),
  threads: host.collection<ThreadRow>('desk', 'threads'),
  agents: host.collection<AgentRow>('desk', 'agents'),
  departments: host.collection<DepartmentRow>('desk', 'departments'),
  uploads: host.collection<FileRow>('desk', 'uploads'),
  attachments: host.collection<FileRow>('desk', 'attachments'),
  webhooks: host.collection<WebhookRow>('desk', 'webhooks'),
  deliveries: host.collection<DeliveryRow>('desk', 'deliveries'),
});
