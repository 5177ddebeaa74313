/** What a chat's events carry; the vendor adds members, and some may be missing. */
export type WidgetEventData = Record<string, unknown>;
export type WidgetListener = (visitId: string, data: WidgetEventData) => void;

/** Where `$zoho.salesiq` registers a function for each event (contract salesiq §6); there is no generic `on` of Zoho's. */
export const widgetEvents = {
  'visitor.chat': ['visitor', 'chat'],
  'visitor.offlineMessage': ['visitor', 'offlineMessage'],
  'chat.attend': ['chat', 'attend'],
  'chat.agentMessage': ['chat', 'agentMessage'],
  'chat.transferchat': ['chat', 'transferchat'],
  'chat.accepttransfer': ['chat', 'accepttransfer'],
  'floatbutton.click': ['floatbutton', 'click'],
  'floatwindow.open': ['floatwindow', 'open'],
  'floatwindow.close': ['floatwindow', 'close'],
} as const satisfies Record<string, readonly [string, string]>;

/** The names of seed 004, and the event each means. Its `chat.end` and `operator.typing` have none. */
export const seedEvents = {
  'chat.start': 'visitor.chat',
  'message.received': 'chat.agentMessage',
  'widget.opened': 'floatwindow.open',
  'widget.closed': 'floatwindow.close',
} as const satisfies Record<string, keyof typeof widgetEvents>;

export type WidgetEvent = keyof typeof widgetEvents;
export type SeedWidgetEvent = keyof typeof seedEvents;
