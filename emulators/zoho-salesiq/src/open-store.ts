import { randomBytes } from 'node:crypto';
import type { EmulatorHost } from '@baton/emulator-kit';
import { createLimits } from './limits.ts';
import type { ConversationRow, MessageRow, Side, VisitorRow } from './rows.ts';
import { plantPortal, type SalesIqSeed } from './seed.ts';
import { type SalesIqSettings, salesIqSettings } from './settings.ts';
import type { Content, SalesIqStore, VisitorDetails } from './store.ts';
import { openTables, type SalesIqTables } from './tables.ts';
import { webhookWire } from './webhooks/wire.ts';
import { type ConversationCast, conversationWire, messageWire, operatorName, operatorWire } from './wire.ts';

export type StoreOptions = { settings?: Partial<SalesIqSettings>; seed?: SalesIqSeed | null };

/** `settings` are the defaults that a reset goes back to. */
export function createSalesIqStore(host: EmulatorHost, { settings = {}, seed = null }: StoreOptions): SalesIqStore {
  const addresses: SalesIqStore['addresses'] = { webhookUrl: null, zobotUrl: null };
  const tables = openTables(host, {
    conversation: (row) => conversationWire(row, store.cast(row)),
    message: messageState,
    operator: (row) => operatorWire(row, store.settings().operatorsOnline),
    webhook: (row) => webhookWire(row, store),
  });
  const messages = createMessageIndex(tables);
  const defaults = { ...salesIqSettings.defaults, ...settings };
  const useDialect = (): void => {
    const demo = tables.webhooks.find((row) => row.isDemo);
    const { webhookDialect } = switches.read();
    if (demo && demo.dialect !== webhookDialect) tables.webhooks.update(demo.id, { dialect: webhookDialect });
  };
  const switches = host.settings('salesiq', { ...salesIqSettings, defaults }, useDialect);

  const now = (): number => host.clock.now().getTime();
  const store: SalesIqStore = {
    host,
    limits: createLimits({ host, now, settings: () => switches.read() }),
    tables,
    addresses,
    now,
    portal: () => found(tables.portal.get('portal'), 'portal'),
    settings: () => switches.read(),
    cast(row) {
      const portal = store.portal();
      return {
        visitor: found(tables.visitors.get(row.visitorId), 'visitor'),
        operator: row.operatorId === null ? null : (tables.operators.get(row.operatorId) ?? null),
        department: tables.departments.get(row.departmentId) ?? null,
        appName: tables.apps.get(row.appId)?.name ?? '',
        botId: portal.botId,
        botName: portal.botName,
        screenName: portal.screenName,
        lastMessage: messages.of(row.id).at(-1) ?? null,
      };
    },
    messagesOf: (conversationId) => messages.of(conversationId),
    addMessage(row, from) {
      const msgid = messages.nextStamp(store.now());
      const sequence = messages.of(row.id).length + 1;
      const message: MessageRow = {
        id: `${msgid}_${String(host.counter('salesiq-message', 318_802_274_410))}`,
        msgid,
        conversationId: row.id,
        sequence,
        side: from.side,
        ...senderOf(store.cast(row), from.side),
        at: Number(msgid),
        ...contentOf(from),
      };
      messages.add(tables.messages.insert(message));
      tables.conversations.update(row.id, { modifiedAt: message.at });
      return message;
    },
    meetVisitor: (details) => meetVisitor(store, details),
    newConversation: (visitor, details) => newConversation(store, visitor, details),
    change: (id, patch) => tables.conversations.update(id, { ...patch, modifiedAt: store.now() }),
    webhookUrl: (webhook) => (webhook.isDemo ? addresses.webhookUrl : webhook.url),
  };
  host.plant('salesiq', () => plantPortal(store, seed));
  useDialect();
  host.onReset(() => {
    messages.rebuild();
    useDialect();
  });
  host.onRestore(() => messages.rebuild());
  return store;
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The emulator has lost its ${what}.`);
  return value;
}

function messageState(row: MessageRow): unknown {
  return { ...messageWire(row), msgid: row.msgid, conversation_id: row.conversationId, text: row.text, side: row.side };
}

const contentOf = ({ text, suggestions = [], attachment }: Content) => ({
  text,
  suggestions,
  ...(attachment === undefined ? {} : { attachment }),
});

/** Transcript sender ids: `$` visitor, `b` bot, digits operator (salesiq.md §2.1). */
function senderOf(cast: ConversationCast, side: Side): { senderId: string; senderName: string } {
  switch (side) {
    case 'visitor':
      return { senderId: cast.visitor.token, senderName: cast.visitor.name };
    case 'bot':
      return { senderId: `b${cast.botId}`, senderName: cast.botName };
    case 'operator':
      return {
        senderId: cast.operator?.id ?? '',
        senderName: cast.operator ? operatorName(cast.operator) : '',
      };
    default:
      return side satisfies never;
  }
}

/** Messages by conversation, so that a turn costs the same however many are kept. */
function createMessageIndex(tables: SalesIqTables) {
  const byConversation = new Map<string, MessageRow[]>();
  let last = 0;
  const index = {
    of: (conversationId: string): readonly MessageRow[] => byConversation.get(conversationId) ?? [],
    add(message: MessageRow) {
      const known = byConversation.get(message.conversationId);
      if (known) known.push(message);
      else byConversation.set(message.conversationId, [message]);
      last = Math.max(last, message.at);
    },
    nextStamp: (now: number) => String(Math.max(now, last + 1)),
    rebuild() {
      byConversation.clear();
      for (const message of tables.messages.list()) index.add(message);
    },
  };
  index.rebuild();
  return index;
}

function meetVisitor(store: SalesIqStore, details: VisitorDetails): VisitorRow {
  const { visitors } = store.tables;
  const email = details.email ?? '';
  const userId = details.userId || email;
  const known = userId === '' ? undefined : visitors.find((visitor) => visitor.userId === userId);
  const now = store.now();
  if (known) {
    return visitors.update(known.id, {
      lastVisitAt: now,
      ...(details.name ? { name: details.name } : {}),
      ...(details.email ? { email: details.email } : {}),
      ...(details.phone ? { phone: details.phone } : {}),
    });
  }
  const id = store.host.nextId();
  return visitors.insert({
    id,
    userId: userId || id,
    token: `$${store.host.nextId()}`,
    type: 'lead',
    name: details.name || 'Visitor',
    email,
    phone: details.phone ?? '',
    countryCode: details.countryCode ?? 'US',
    company: '',
    tags: [],
    customFields: {},
    firstVisitAt: now,
    lastVisitAt: now,
  });
}

function newConversation(store: SalesIqStore, visitor: VisitorRow, details: Partial<ConversationRow>): ConversationRow {
  const now = store.now();
  const reference = store.host.counter('salesiq-reference', 2081);
  return store.tables.conversations.insert({
    id: store.host.nextId(),
    visitorConversationId: `siq${randomBytes(17).toString('hex')}`,
    referenceId: String(reference),
    chatId: `LD_${store.host.nextId()}_${Math.floor(now / 1000)}`,
    channelId: visitor.token.slice(1),
    stage: 'bot',
    visitorId: visitor.id,
    appId: store.tables.apps.list()[0]?.id ?? '',
    departmentId: store.tables.departments.list()[0]?.id ?? '',
    question: '',
    openedAt: now,
    attendedAt: null,
    missedAt: null,
    endedAt: null,
    endedBy: null,
    modifiedAt: now,
    operatorId: null,
    waitMs: store.settings().waitMs,
    deadlineAt: null,
    threadNumber: 1,
    isFreshThread: true,
    suggestions: [],
    context: null,
    transfer: null,
    transferCount: 0,
    customerInfo: {},
    tagIds: [],
    rating: null,
    feedback: null,
    isBlocked: false,
    ...details,
  });
}
