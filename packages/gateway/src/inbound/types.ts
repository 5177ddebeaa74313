export type InboundProfile = {
  name: string | null;
  email: string | null;
  phone: string | null;
  visitorId: string | null;
};

export type ZobotHandler = 'trigger' | 'message' | 'context' | 'failure';

/** The simple JSON message; an empty text is a poll and not a turn. */
export type FlatInbound = {
  type: 'flat';
  chatId: string;
  profile: InboundProfile;
  text: string;
  messageId: string | null;
};

/** A call of the bot platform (contract salesiq §5.2); the chat id is null only for a trigger without one. */
export type ZobotInbound = {
  type: 'zobot';
  handler: ZobotHandler;
  requestId: string;
  chatId: string | null;
  profile: InboundProfile;
  text: string;
  attachmentNames: string[];
  cause: string | null;
};

/** An event webhook (contract salesiq §4.2); `event` is `unknown` for a bare entity. */
export type SalesIqEventInbound = {
  type: 'salesiq-event';
  event: string;
  entityId: string;
  eventTime: string;
  webhookId: string | null;
  agent: { id: string | null; name: string; isBot: boolean } | null;
  text: string | null;
  messageId: string | null;
  senderType: 'operator' | 'visitor' | 'bot' | null;
  endedBy: string | null;
};

/** An event in the style of seed 004. */
export type SeedEventInbound = {
  type: 'seed-event';
  event: string;
  chatId: string;
  timestamp: string;
  text: string | null;
  messageId: string | null;
  senderType: string | null;
  operatorName: string | null;
  endedBy: string | null;
};

export type Inbound = FlatInbound | ZobotInbound | SalesIqEventInbound | SeedEventInbound;
