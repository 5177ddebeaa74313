import type { Row } from '@baton/emulator-kit';
import type { JsonMap } from './values.ts';

export const identifierTypes = [
  'HS_EMAIL_ADDRESS',
  'HS_PHONE_NUMBER',
  'HS_SHORT_CODE',
  'CHANNEL_SPECIFIC_OPAQUE_ID',
] as const;
export type IdentifierType = (typeof identifierTypes)[number];
export type Identifier = { type: IdentifierType; value: string };

/** The account that everything belongs to. Its id is a number's digits. */
export type PortalRow = Row & { domain: string; userId: string; user: string };

/** The app that was installed; the id is the app's id. */
export type AppRow = Row & {
  name: string;
  clientId: string;
  clientSecret: string;
  developerKey: string;
  scopes: string[];
  /** Where app webhooks go; null until it is set. */
  targetUrl: string | null;
  maxConcurrentRequests: number;
  createdAt: string;
};

export type InboxRow = Row & { name: string; type: 'INBOX' | 'HELP_DESK'; createdAt: string };

/** The id is the user's; the actor's is `A-` and that. */
export type AgentRow = Row & { name: string; email: string };

export type ContactRow = Row & {
  properties: Record<string, string>;
  createdAt: string;
  updatedAt: string;
};

/** Somebody who writes and is no contact. */
export type VisitorRow = Row & { name: string | null; identifier: Identifier };

export type ChannelRow = Row & {
  name: string;
  capabilities: JsonMap;
  webhookUrl: string | null;
  connectUrl: string | null;
  description: string | null;
  logoUrl: string | null;
  createdAt: string;
  archived: boolean;
};

export type AccountRow = Row & {
  channelId: string;
  inboxId: string;
  name: string;
  authorized: boolean;
  archivedAt: string | null;
  createdAt: string;
  identifier: Identifier | null;
};

/** The id is the account token that the browser brings. */
export type StagingRow = Row & {
  channelId: string;
  inboxId: string;
  createdAt: string;
  /** The account that was made of it; null before. */
  accountId: string | null;
};

export type ThreadRow = Row & {
  channelId: string;
  accountId: string;
  inboxId: string;
  /** A contact's id, or a visitor's. */
  contactId: string;
  /** How the visitor is reached. */
  visitor: Identifier;
  /** The id that the app gave; null when an agent began the thread. */
  integrationThreadId: string | null;
  status: 'OPEN' | 'CLOSED';
  assignedTo: string | null;
  archived: boolean;
  ticketId: string | null;
  createdAt: string;
  closedAt: string | null;
  latestAt: string;
  latestReceivedAt: string | null;
  latestSentAt: string | null;
  /** Until when an agent has read it, on the page. */
  seenAt: string | null;
};

/** Everything in the history of a thread. */
export type MessageRow = Row & {
  threadId: string;
  channelId: string | null;
  createdAt: string;
  /** As the API shows it. */
  wire: JsonMap;
  /** The whole text where `wire` holds a part. */
  original: { text: string; richText: string } | null;
};

export type FileRow = Row & {
  name: string;
  extension: string;
  contentType: string;
  size: number;
  access: string;
  createdAt: string;
};

export type ContentRow = Row & { base64: string };

export type SubscriptionRow = Row & {
  eventType: string;
  propertyName: string | null;
  active: boolean;
  createdAt: string;
};

/** One webhook: an object for the channel, an array for the app. */
export type DeliveryRow = Row & {
  kind: 'channel' | 'app';
  url: string;
  /** Deliveries of one lane leave one after the other. */
  lane: string;
  body: JsonMap | JsonMap[];
  status: 'pending' | 'delivered' | 'failed' | 'lost';
  /** From 0. */
  attempt: number;
  httpStatus: number | null;
  /** Epoch milliseconds, on the emulator's clock. */
  firstAt: number;
  nextAt: number;
};

/** Which message was published with an idempotency id; the id is that of the channel, which is digits, and then this one. */
export type PublishedRow = Row & { messageId: string };

/** An app event that waits for its batch. */
export type PendingRow = Row & { event: JsonMap };

export type CodeRow = Row & {
  redirectUri: string;
  scopes: string[];
  challenge: { value: string; method: string } | null;
  expiresAt: number;
};
export type RefreshRow = Row & { token: string; scopes: string[] };
export type AccessRow = Row & { token: string; refreshId: string; scopes: string[]; expiresAt: number };
