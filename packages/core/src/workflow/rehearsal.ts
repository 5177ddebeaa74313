import { plainChain } from '../conversation/chain-settings.ts';
import type { ConversationCommand, DecisionContext } from '../conversation/commands.ts';
import { decide } from '../conversation/decide.ts';
import type { ConversationEvent } from '../conversation/events.ts';
import { type ConversationState, initialConversation } from '../conversation/state.ts';
import type { DecidedEffect, DecidedMessage, Decision } from '../conversation/turn.ts';
import type { EffectAction } from '../effects/effects.ts';
import { conversationId } from '../ids.ts';
import { createTexts } from '../texts/texts.ts';
import type { WorkflowDefinition } from './definition.ts';
import type { WorkflowOutcome } from './protocol.ts';

/** The code that is right in a rehearsal. */
export const rehearsalCode = '12345678';
/** Where the support team's mails go in a rehearsal. */
export const rehearsalTeam = 'support@example.com';

export type RehearsalCustomer = { name: string | null; email: string | null };
export type LookUpResult = 'found' | 'unknown' | 'unavailable';

/** What one happening led to, in the order in which it did. */
export type Happened = {
  /** What the customer hears. */
  said: DecidedMessage[];
  /** Addresses that are looked up; `settleLookUp` tells what was found. */
  lookedUp: string[];
  mails: { to: string; subject: string; isCode: boolean }[];
  tickets: { subject: string; lines: string[]; priority: string }[];
  /** The reason for which the chat went to a human. */
  handedOff: string | null;
  /** The workflow that began. */
  started: string | null;
  finished: WorkflowOutcome | null;
  /** Why the bot did it, in its own terms. */
  explained: { why: string; chosen: string | null }[];
};

/** A conversation with the bot itself and with nobody else: tickets and mails are written down, and everything succeeds. */
export type Rehearsal = {
  /** The customer writes. */
  write(text: string): Happened;
  /** The register answers to the look-up that is waited for; null when none is. */
  settleLookUp(result: LookUpResult): Happened | null;
};

/** @param workflows what the bot can do; `customer`: what the channel says about who writes */
export function startRehearsal(workflows: WorkflowDefinition[], customer: RehearsalCustomer): Rehearsal {
  let state = initialConversation({ id: conversationId('rehearsal'), channel: 'flat', chatId: 'rehearsal' });
  let awaited: EffectAction<'look-up-identity'> | null = null;
  let ticketCount = 0;

  const tell = (command: ConversationCommand): Happened => {
    const before = state;
    const decisions: Decision[] = [];
    const commands = [command];
    for (let next = commands.shift(); next !== undefined; next = commands.shift()) {
      const decision = decide(next, state, rehearsalContext(workflows));
      state = decision.state;
      decisions.push(decision);
      for (const { action } of decision.effects) {
        if (action.kind === 'look-up-identity') awaited = action;
        if (action.kind === 'create-ticket') {
          ticketCount += 1;
          commands.push(answerWithTicket(action, ticketCount));
        }
      }
    }
    return summarise(before, state, decisions);
  };

  return {
    write: (text) =>
      tell({
        type: 'receive-customer-message',
        text,
        profile: { ...customer, visitorId: null, phone: null, senderAddress: null },
      }),
    settleLookUp: (result) => {
      const { run } = state;
      if (awaited === null || awaited.askedBy?.run !== run?.id || awaited.askedBy?.visit !== run?.visit) return null;
      const { account, askedBy } = awaited;
      awaited = null;
      return tell({ type: 'settle-look-up', account, askedBy, result: describeFound(result, account, customer) });
    },
  };
}

const texts = createTexts();

const rehearsalContext = (workflows: WorkflowDefinition[]): DecisionContext => ({
  workflows,
  earlierWorkflows: [],
  checkCode: (_challengeId, digits) => digits === rehearsalCode,
  linkFile: () => null,
  settings: {
    version: 'rehearsal',
    locale: 'en',
    handoffChain: ['desk'],
    acceptTimeoutMs: 60_000,
    chain: plainChain,
    ticketLooks: [],
    silenceMs: 600_000,
    unheardMs: 120_000,
    sendsCustomerMail: true,
    supportEmail: rehearsalTeam,
    pointsOfContact: [],
  },
  earlierSettings: [],
  channels: {},
  desks: { desk: { messageCharactersMax: 3_000, hasFiles: false, hasReceipts: false } },
  texts,
  register: { hasUsernames: true },
  mailLimits: null,
  allowances: new Map(),
  deskLoads: new Map(),
  now: new Date('2026-01-05T09:00:00Z'),
});

function answerWithTicket({ request }: EffectAction<'create-ticket'>, count: number): ConversationCommand {
  const result = { type: 'created' as const, id: `ticket-${count}`, number: String(count), url: null };
  return { type: 'settle-ticket', caseKey: request.caseKey, result };
}

/** A username is registered with the address that the customer goes by. */
function describeFound(result: LookUpResult, account: string, { name, email }: RehearsalCustomer) {
  const address = account.includes('@') ? account : (email ?? account);
  switch (result) {
    case 'found':
      return {
        type: 'match' as const,
        person: { recordId: 'record-1', name: name ?? '', email: address, phone: null, company: null },
      };
    case 'unknown':
      return { type: 'none' as const };
    case 'unavailable':
      return { type: 'unavailable' as const };
    default:
      return result satisfies never;
  }
}

function summarise(before: ConversationState, after: ConversationState, decisions: Decision[]): Happened {
  const events = decisions.flatMap((decision) => decision.events);
  const actions = decisions.flatMap(({ effects }) => effects.map(({ action }: DecidedEffect) => action));
  const isHandedOff = before.baton.holder === 'bot' && after.baton.holder === 'desk';
  return {
    said: decisions.flatMap(({ messages }) =>
      messages
        .filter(({ isForCustomer }) => isForCustomer)
        .map((message) => ({ ...message, text: message.exact ?? message.text })),
    ),
    lookedUp: actions.flatMap((action) => (action.kind === 'look-up-identity' ? [action.account] : [])),
    mails: actions.flatMap((action) =>
      action.kind === 'send-mail' && action.to !== null
        ? [{ to: action.to, subject: action.subject, isCode: action.challengeId !== null }]
        : [],
    ),
    tickets: actions.flatMap((action) => {
      if (action.kind !== 'create-ticket') return [];
      const { subject, descriptionLines, priority } = action.request;
      return [{ subject, lines: descriptionLines, priority }];
    }),
    handedOff: isHandedOff ? (after.handoff?.reason ?? '') : null,
    started: findStarted(events, before),
    finished: findOutcome(events) ?? (isHandedOff && before.run !== null ? 'handoff' : null),
    explained: events.flatMap((event) =>
      event.type === 'turn-explained' ? [{ why: event.why, chosen: event.chosen }] : [],
    ),
  };
}

function findStarted(events: ConversationEvent[], before: ConversationState): string | null {
  const started = events.flatMap((event) =>
    event.type === 'workflow-advanced' && event.run !== null && event.run.id !== before.run?.id ? [event.run] : [],
  );
  return started[0]?.workflow ?? null;
}

const findOutcome = (events: ConversationEvent[]): WorkflowOutcome | null =>
  events.flatMap((event) => (event.type === 'workflow-finished' ? [event.outcome] : [])).at(-1) ?? null;
