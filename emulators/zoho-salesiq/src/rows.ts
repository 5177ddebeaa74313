/** What the SalesIQ emulator keeps. Times are epoch milliseconds on the emulator's clock. */

/** bot: the Zobot answers; waiting: rings at the operators; connected: an operator attends; closed and missed: over. */
export type Stage = 'bot' | 'waiting' | 'connected' | 'closed' | 'missed';
export type EndedBy = 'agent' | 'visitor' | 'system';
export type Side = 'visitor' | 'bot' | 'operator';

export type VisitorRow = {
  id: string;
  /** The key the website or the Visitor API knows the person by; an e-mail address in most cases. */
  userId: string;
  /** Transcript sender id: `$` and digits. */
  token: string;
  type: 'lead' | 'contact';
  name: string;
  email: string;
  phone: string;
  countryCode: string;
  company: string;
  tags: string[];
  customFields: Record<string, unknown>;
  firstVisitAt: number;
  lastVisitAt: number;
};

/** A `context` answer of the bot in progress: the questions are asked one by one. */
export type ContextProgress = {
  contextId: string;
  questions: ContextQuestion[];
  answers: Record<string, { text: string }>;
};
export type ContextQuestion = {
  name: string;
  replies: ShownReply[];
  suggestions: string[];
  format: string | null;
  errors: string[];
};

/** One bubble of the bot as the widget shows it. */
export type ShownReply = { text: string; suggestions: string[]; url: string | null };

export type TransferRow = { departmentId: string; operatorId: string | null; note: string };

export type ConversationRow = {
  id: string;
  visitorConversationId: string;
  referenceId: string;
  chatId: string;
  channelId: string;
  stage: Stage;
  visitorId: string;
  appId: string;
  departmentId: string;
  question: string;
  openedAt: number;
  attendedAt: number | null;
  missedAt: number | null;
  endedAt: number | null;
  endedBy: EndedBy | null;
  modifiedAt: number;
  operatorId: string | null;
  waitMs: number;
  /** When a waiting conversation is missed. */
  deadlineAt: number | null;
  threadNumber: number;
  /** True until the visitor's first words of this thread went to the bot. */
  isFreshThread: boolean;
  suggestions: string[];
  context: ContextProgress | null;
  transfer: TransferRow | null;
  transferCount: number;
  customerInfo: Record<string, unknown>;
  tagIds: string[];
  rating: number | null;
  feedback: string | null;
  isBlocked: boolean;
  /** When the current thread began, if it is not the first. */
  threadOpenedAt?: number;
  /** Threads before the current one. */
  pastThreads?: { number: number; question: string; openedAt: number; endedAt: number | null }[];
};

export type MessageRow = {
  id: string;
  /** Unique, growing millisecond stamp; the `msgid` of events. */
  msgid: string;
  conversationId: string;
  sequence: number;
  side: Side;
  senderId: string;
  senderName: string;
  text: string;
  at: number;
  suggestions: string[];
  attachment?: AttachmentRow;
};

/** A sent file. */
export type AttachmentRow = { key: string; name: string; contentType: string; size: number };
export type FileRow = { id: string; base64: string } & AttachmentRow;

/** What a web page told of a visitor: a page view, an event, a conversion. */
export type ActivityRow = {
  id: string;
  visitorId: string;
  at: number;
  kind: string;
  name: string;
  data: Record<string, unknown>;
};

export type OperatorRow = {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  nickName: string;
  role: string;
  departmentIds: string[];
  isEnabled: boolean;
  maxChats: string;
  createdAt: number;
  /** Seed 004 only, like the next two: online, away, busy or offline. */
  presence?: string;
  languages?: string[];
  skills?: string[];
};
export type DeviceRow = { id: string; token: string; platform: string; operatorId: string; createdAt: number };
export type NotificationRow = {
  id: string;
  operatorId: string;
  title: string;
  message: string;
  data: Record<string, unknown>;
  deviceIds: string[];
  at: number;
};
/** A rule of seed 004, in its own form. */
export type RoutingRuleRow = {
  id: string;
  name: string;
  priority: number;
  enabled: boolean;
  conditions: unknown[];
  actions: Record<string, unknown>;
};
/** A rule of the real model, in its own form. */
export type ChatRuleRow = {
  id: string;
  title: string;
  app_id: string;
  enabled: boolean;
  and_criteria: unknown[];
  routing_type: string;
  userset: Record<string, unknown>[];
};
export type DepartmentRow = { id: string; name: string; description: string; createdAt: number };
export type AppRow = {
  id: string;
  name: string;
  website: string;
  widgetSettings: Record<string, unknown>;
  createdAt: number;
};
export type TagRow = { id: string; name: string; color: string; module: string };

export type WebhookRow = {
  id: string;
  dialect: 'real' | 'seed';
  name: string;
  type: string;
  /** Empty for the demo webhook: its address is given anew at every start and never written down. */
  url: string;
  isDemo: boolean;
  events: string[];
  appIds: string[];
  status: 'enabled' | 'disabled';
  isSecured: boolean;
  secret: string | null;
  keyIds: string[];
  expiryMs: string;
  createdAt: number;
  modifiedAt: number;
};

/** An RSA pair; the older key of a webhook signs. */
export type KeyRow = { id: string; owner: string; privatePem: string; publicKey: string; createdAt: number };

export type DeliveryRow = {
  id: string;
  webhookId: string;
  event: string;
  entityId: string;
  /** The try that is due or was last made, from 1. */
  attempt: number;
  /** lost: it never left, and nobody at the vendor knows. */
  status: 'pending' | 'delivered' | 'failed' | 'lost';
  httpStatus: number | null;
  eventTime: string;
  nextAttemptAt: number | null;
  manualRetries: number;
  payload: Record<string, unknown>;
};

/** One call to the bot that answered `pending`; finished through the callbacks API. */
export type PendingRow = {
  id: string;
  conversationId: string | null;
  status: 'open' | 'answered' | 'expired';
  deadlineAt: number;
};
