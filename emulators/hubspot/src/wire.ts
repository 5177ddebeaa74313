import type {
  AccountRow,
  AgentRow,
  ChannelRow,
  ContactRow,
  FileRow,
  InboxRow,
  SubscriptionRow,
  ThreadRow,
} from './rows.ts';
import { type JsonMap, present } from './values.ts';

export const inboxWire = ({ id, name, type, createdAt }: InboxRow): JsonMap => ({
  ...{ id, name, type, createdAt },
  updatedAt: createdAt,
  archived: false,
});

/** A channel (contract hubspot §5.1). */
export const channelWire = (row: ChannelRow): JsonMap => ({
  id: row.id,
  createdAt: row.createdAt,
  name: row.name,
  capabilities: row.capabilities,
  ...present({
    webhookUrl: row.webhookUrl,
    channelAccountConnectionRedirectUrl: row.connectUrl,
    channelDescription: row.description,
    channelLogoUrl: row.logoUrl,
  }),
});

/** A channel account (contract hubspot §6.1). */
export const accountWire = (row: AccountRow): JsonMap => ({
  id: row.id,
  channelId: row.channelId,
  inboxId: row.inboxId,
  name: row.name,
  authorized: row.authorized,
  active: row.authorized && row.archivedAt === null,
  archived: row.archivedAt !== null,
  createdAt: row.createdAt,
  ...present({ archivedAt: row.archivedAt, deliveryIdentifier: row.identifier }),
});

/** A thread (contract hubspot §7). */
export const threadWire = (row: ThreadRow): JsonMap => ({
  id: row.id,
  status: row.status,
  inboxId: row.inboxId,
  associatedContactId: row.contactId,
  originalChannelId: row.channelId,
  originalChannelAccountId: row.accountId,
  createdAt: row.createdAt,
  latestMessageTimestamp: row.latestAt,
  ...present({
    latestMessageReceivedTimestamp: row.latestReceivedAt,
    latestMessageSentTimestamp: row.latestSentAt,
    assignedTo: row.assignedTo,
    closedAt: row.closedAt,
  }),
  spam: false,
  archived: row.archived,
});

/** A contact with these properties, or all it has. */
export const contactWire = (row: ContactRow, names: readonly string[] = Object.keys(row.properties)): JsonMap => ({
  id: row.id,
  properties: Object.fromEntries(
    [...new Set([...names, 'hs_object_id'])].map((name) => [name, propertyOf(row, name) ?? null]),
  ),
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  archived: false,
});

/** A property, those that HubSpot calculates among them. */
export function propertyOf(row: ContactRow, name: string): string | undefined {
  if (name === 'hs_object_id') return row.id;
  if (name === 'createdate') return row.createdAt;
  if (name === 'lastmodifieddate') return row.updatedAt;
  const calculated = /^hs_searchable_calculated_(phone|mobile)_number$/.exec(name)?.[1];
  if (calculated === undefined) return row.properties[name];
  const digits = (row.properties[calculated === 'phone' ? 'phone' : 'mobilephone'] ?? '').replace(/\D/g, '');
  return digits === '' ? undefined : digits.replace(/^1(?=\d{10}$)/, '');
}

export const contactName = ({ properties }: ContactRow): string =>
  [properties['firstname'] ?? '', properties['lastname'] ?? ''].filter((part) => part !== '').join(' ');

export const agentActor = ({ id, name, email }: AgentRow): JsonMap => ({ id: `A-${id}`, type: 'AGENT', name, email });

/** A file; the address is that of the content. */
export const fileWire = (row: FileRow, url?: string): JsonMap => ({
  id: row.id,
  name: row.name,
  extension: row.extension,
  type: fileType(row.contentType),
  size: row.size,
  access: row.access,
  ...present({ url }),
  createdAt: row.createdAt,
  updatedAt: row.createdAt,
  archived: false,
});

export function fileType(contentType: string): string {
  const [kind] = contentType.split('/');
  if (kind === 'image') return 'IMG';
  if (kind === 'audio') return 'AUDIO';
  if (kind === 'video') return 'MOVIE';
  return contentType === 'application/octet-stream' ? 'OTHER' : 'DOCUMENT';
}

export const subscriptionWire = (row: SubscriptionRow): JsonMap => ({
  id: row.id,
  eventType: row.eventType,
  ...present({ propertyName: row.propertyName }),
  active: row.active,
  createdAt: row.createdAt,
});
