import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { caseKey, conversationId, deskConversationId, ticketId } from '../ids.ts';
import { workflowRunSchema } from '../workflow/run.ts';
import { type ConversationState, initialConversation } from './state.ts';

/**
 * What is read back from the database is parsed, never believed. States of earlier versions are brought up to date here, step by step:
 * what they lack has its initial value, and a handoff of the time when there was one desk becomes one with a chain and a leg.
 */

const text = z.string();
const maybe = text.nullable();
const count = z.int().nonnegative();
const id = text.transform(conversationId);
const reference = text.transform(deskConversationId).nullable();

const leg = z.object({
  key: text,
  desk: text,
  route: z.enum(['forward', 'relay']),
  phase: z.enum(['opening', 'waiting', 'connected', 'over']),
  reference,
  agentName: maybe,
  agentId: maybe.default(null),
  historyToSeq: count,
  relayed: count,
  startedAt: text,
  lastEventAt: maybe,
  isAtDesk: z.boolean(),
  toldPosition: count.nullable().default(null),
  awaitedSeq: count.nullable().default(null),
});

const slots = z.record(text, text).default({});

const skipped = z.object({
  desk: text,
  reason: z.enum(['not-configured', 'not-reachable', 'closed', 'full', 'failing']),
});

const handoff = z.object({
  key: text,
  reason: text,
  slots,
  chain: z.array(text),
  position: count,
  leg,
  requestedAt: maybe.default(null),
  skipped: z.array(skipped).default([]),
  completed: z.object({ at: text, desk: text }).nullable().default(null),
});

const ticket = z.discriminatedUnion('phase', [
  z.object({ phase: z.literal('none') }),
  z.object({ phase: z.literal('requested') }),
  z.object({ phase: z.literal('created'), id: text.transform(ticketId), number: text, url: maybe }),
  z.object({ phase: z.literal('refused') }),
]);

const account = z.discriminatedUnion('standing', [
  z.object({ name: text, standing: z.literal('not-verified') }),
  z.object({ name: text, standing: z.enum(['verified', 'other-address']), email: text }),
]);

const aCase = z.object({
  key: text.transform(caseKey),
  workflow: maybe,
  subject: text,
  priority: z.enum(['high', 'medium', 'low']),
  lines: z.array(text),
  tags: z.array(text),
  accounts: z.array(account),
  ticket,
  notedToSeq: count,
  callbackAt: maybe.default(null),
  settledAt: maybe,
});

const schema: z.ZodType<ConversationState> = z.object({
  id,
  organisation: text,
  channel: text,
  chatId: text,
  status: z.enum(['open', 'closed']),
  customer: z.object({
    visitorId: maybe,
    name: maybe,
    email: maybe,
    phone: maybe,
    company: maybe,
    senderAddress: maybe,
  }),
  assurance: z.enum(['anonymous', 'claimed', 'known', 'verified']),
  verifiedEmail: maybe,
  verifiedAccounts: z.array(text),
  lastCustomerAt: maybe,
  baton: z.object({ holder: z.enum(['bot', 'desk']), generation: count }),
  handoff: handoff.nullable(),
  lastHumanGeneration: count,
  run: workflowRunSchema.nullable(),
  callback: z
    .object({
      phase: z.enum(['time', 'number', 'confirm']),
      at: maybe,
      words: text,
      tries: count,
      isLastStep: z.boolean(),
      askedSeq: count,
    })
    .nullable(),
  case: aCase.nullable(),
  casesAwaitingTicket: z.array(aCase),
  watchedTickets: z.array(
    z.object({
      id: text.transform(ticketId),
      number: text,
      status: z.enum(['open', 'on-hold', 'closed']),
      seenReplies: z.array(text),
      look: count,
    }),
  ),
  latestTicket: z.object({ id: text.transform(ticketId), number: text }).nullable(),
  chatEventAt: maybe,
  lastAgentSeq: count,
  isUnheardTimed: z.boolean(),
  settingsVersion: maybe,
  locale: text,
  messageCount: count,
  effectCount: count,
  timerCount: count,
  caseCount: count,
  handoffCount: count,
  challengeCount: count,
  unplacedInRow: count,
  hasDeclinedSecrets: z.boolean(),
});

/**
 * Reads a stored state, of this version or an earlier one.
 * @throws AppError `internal` naming the place that cannot be read, and none of its values
 */
export function parseState(stored: unknown): ConversationState {
  const read = schema.safeParse(upgrade(stored));
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path }) => path.join('.')).join(', ');
  throw new AppError(
    'internal',
    `A stored conversation cannot be read by this version (${places}). Run the version that stored it, or restore a backup.`,
    { details: { places } },
  );
}

type Fields = Record<string, unknown>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function upgrade(stored: unknown): unknown {
  if (!isFields(stored)) return stored;
  const initial = initialConversation({
    id: conversationId(String(stored['id'])),
    channel: String(stored['channel']),
    chatId: String(stored['chatId']),
  });
  return {
    ...initial,
    ...stored,
    customer: isFields(stored['customer']) ? { ...initial.customer, ...stored['customer'] } : stored['customer'],
    case: upgradeCase(stored['case']),
    casesAwaitingTicket: upgradeCases(stored['casesAwaitingTicket'] ?? stored['casesInTheMaking']),
    handoff: upgradeHandoff(stored),
  };
}

const longAgo = new Date(0).toISOString();

/** Their list used to have another name. */
const upgradeCases = (stored: unknown): unknown => (Array.isArray(stored) ? stored.map(upgradeCase) : []);

/** Cases used to say that they were settled, not when; and nothing of accounts. */
function upgradeCase(stored: unknown): unknown {
  if (!isFields(stored)) return stored ?? null;
  return { accounts: [], settledAt: stored['isSettled'] === true ? longAgo : null, ...stored };
}

/** A handoff used to be its own only leg, at the one desk there was. */
function upgradeHandoff(state: Fields): unknown {
  const stored = state['handoff'];
  if (!isFields(stored) || 'leg' in stored) return stored ?? null;
  const { key, reason, phase, agentName, historyToSeq, relayed } = stored;
  const isForward = stored['route'] === 'forward';
  return {
    key,
    reason,
    chain: ['salesiq'],
    position: 0,
    leg: {
      key,
      desk: 'salesiq',
      route: isForward ? 'forward' : 'relay',
      phase,
      reference: isForward ? state['chatId'] : (stored['deskConversationId'] ?? null),
      agentName: agentName ?? null,
      historyToSeq,
      relayed: relayed ?? 0,
      startedAt: longAgo,
      lastEventAt: null,
      isAtDesk: phase === 'waiting' || phase === 'connected',
    },
  };
}
