import { type CaseKey, caseKey, ticketId } from '../ids.ts';
import type { Priority, TicketRequest } from '../ports/ticket-system.ts';
import type { CustomerText } from '../texts/customer-text.ts';
import type { CheckedAccount } from '../workflow/checked-account.ts';
import type { WorkflowDefinition } from '../workflow/definition.ts';
import { findWorth } from '../workflow/describe-workflow.ts';
import type { ConversationCommand } from './commands.ts';
import { describeAccounts, describeIdentity } from './describe-identity.ts';
import { planTicketMails, planTicketRefusedMail } from './mails.ts';
import { describeResponseTime } from './response-time.ts';
import type { Case } from './state.ts';
import { watchTicket } from './ticket-news.ts';
import type { TurnBuilder } from './turn.ts';

export type CaseDescription = {
  workflow: string | null;
  subject: string;
  lines: string[];
  tags: string[];
  priority: Priority;
};

/** How long after its end a wish for a human still belongs to the case with the ticket. */
const continuesWithinMs = 30 * 60_000;

/** Shorter than a synchronous request waits for its answer, which then holds what is said of it. */
const lateAfterMs = 2_500;

/** The open case, or a new one when there is none or the last is settled. */
export function openCase(turn: TurnBuilder): Case {
  const current = turn.state().case;
  return current !== null && current.settledAt === null ? current : startCase(turn);
}

/** The case a wish for a human belongs to: the open one, the one whose ticket has just been made, or a new one. */
export function continueCase(turn: TurnBuilder): Case {
  const current = turn.state().case;
  if (current === null || current.settledAt === null || current.ticket.phase !== 'created') return openCase(turn);
  const endedMs = turn.context.now.getTime() - Date.parse(current.settledAt);
  if (endedMs > continuesWithinMs) return openCase(turn);
  turn.emit({ type: 'case-continued', caseKey: current.key });
  return current;
}

/** The case of a workflow that starts: an open case that has no ticket yet, or a new one. */
export function openCaseFor(turn: TurnBuilder, { name, title, steps }: WorkflowDefinition): void {
  const current = openCase(turn);
  const { key } = current.ticket.phase === 'none' ? current : startCase(turn);
  const worth = findWorth(steps);
  turn.emit({
    type: 'case-described',
    caseKey: key,
    workflow: name,
    subject: turn.text('ticket-subject-workflow', {
      title,
      name: turn.state().customer.name ?? turn.text('customer-unnamed'),
    }),
    lines: [],
    tags: worth?.tags ?? [],
    priority: worth?.priority ?? 'medium',
  });
}

/** Notes on the case how far an account it is about is verified. */
export function noteAccount(turn: TurnBuilder, account: CheckedAccount): void {
  turn.emit({ type: 'account-checked', caseKey: openCase(turn).key, account });
}

/** Nothing more is to happen in the current case. */
export function settleCase(turn: TurnBuilder): void {
  const current = turn.state().case;
  if (current !== null && current.settledAt === null)
    turn.emit({ type: 'case-settled', caseKey: current.key, at: turn.context.now.toISOString() });
}

function startCase(turn: TurnBuilder): Case {
  const state = turn.state();
  const opened: Case = {
    key: caseKey(`${state.id}-${state.caseCount + 1}`),
    workflow: null,
    subject: '',
    priority: 'medium',
    lines: [],
    tags: [],
    accounts: [],
    ticket: { phase: 'none' },
    notedToSeq: 0,
    callbackAt: null,
    settledAt: null,
  };
  turn.emit({ type: 'case-opened', case: opened });
  return opened;
}

/** Asks for the case's ticket. A case that has one, or has asked for one, is left alone: one case, one ticket. */
export function requestTicket(turn: TurnBuilder, description: CaseDescription): 'requested' | 'exists' {
  const current = openCase(turn);
  if (current.ticket.phase !== 'none') return 'exists';
  const { workflow, subject, lines, tags, priority } = description;
  turn.emit({ type: 'case-described', caseKey: current.key, workflow, subject, lines, tags, priority });
  turn.emit({ type: 'ticket-requested', caseKey: current.key });
  const request = buildRequest(turn, current.key, description);
  turn.request({ kind: 'create-ticket', request }, { isAwaited: true });
  turn.setTimer({ name: 'ticket-late', caseKey: current.key }, lateAfterMs);
  return 'requested';
}

/** Asks for a callback, in a case of its own where the present one has a ticket already. `time`: as the customer reads it. */
export function requestCallback(turn: TurnBuilder, call: { at: string; time: string; words: string }): void {
  const open = openCase(turn);
  const { key, tags, lines, workflow, priority } = open.ticket.phase === 'none' ? open : startCase(turn);
  const name = turn.state().customer.name ?? turn.text('customer-unnamed');
  const description: CaseDescription = {
    workflow,
    subject: turn.text('callback-subject', { name, time: call.time }),
    lines: [turn.text('callback-line', { time: call.time, words: call.words }), ...lines],
    tags: [...new Set([...tags, 'callback'])],
    priority,
  };
  turn.emit({ type: 'case-described', caseKey: key, ...description });
  turn.emit({ type: 'callback-requested', caseKey: key, at: call.at });
  turn.emit({ type: 'ticket-requested', caseKey: key });
  const request = { ...buildRequest(turn, key, description), kind: 'callback' as const, dueAt: call.at };
  turn.request({ kind: 'create-ticket', request }, { isAwaited: true });
  turn.setTimer({ name: 'ticket-late', caseKey: key }, lateAfterMs);
}

function buildRequest(turn: TurnBuilder, key: CaseKey, description: CaseDescription): TicketRequest {
  const { customer, channel, chatId } = turn.state();
  const name = customer.name ?? customer.email?.split('@')[0] ?? turn.text('contact-unnamed');
  return {
    caseKey: key,
    kind: 'ticket',
    subject: description.subject,
    descriptionLines: [
      ...description.lines,
      ...describeAccounts(turn, turn.state().case?.accounts ?? []),
      turn.text('ticket-identity', { identity: describeIdentity(turn) }),
      turn.text('ticket-chat', { chatId, channel }),
    ],
    priority: description.priority,
    contact: { name, email: customer.email, phone: customer.phone },
    workflow: description.workflow,
    channel,
    chatId,
    visitorId: customer.visitorId,
  };
}

/** Nothing is known of the ticket yet: the customer is told that the case is recorded, and how the number will come. */
export function sayThatTicketIsLate(turn: TurnBuilder, { caseKey: key }: { caseKey: string }): void {
  const { customer } = turn.state();
  const late = findCase(turn, key);
  if (late?.ticket.phase !== 'requested') return;
  const hasMail = customer.email !== null && turn.settings.supportEmail !== null;
  sayUnlessConnected(
    turn,
    turn.text(late.callbackAt === null ? 'case-recorded' : 'callback-recorded', { way: hasMail ? 'mail' : 'chat' }),
  );
}

/** The present case or an earlier one whose ticket is awaited. */
function findCase(turn: TurnBuilder, key: string): Case | undefined {
  const { case: current, casesAwaitingTicket } = turn.state();
  return current?.key === key ? current : casesAwaitingTicket.find((one) => one.key === key);
}

type TicketSettlement = Extract<ConversationCommand, { type: 'settle-ticket' }>;

/** The ticket system answered. A customer who is with a human is told by mail only: one voice. */
export function settleTicket(turn: TurnBuilder, { caseKey: key, result }: TicketSettlement): void {
  const made = findCase(turn, key);
  if (made === undefined || made.ticket.phase === 'none' || made.ticket.phase === 'created') return;
  if (result.type === 'refused') {
    if (made.ticket.phase === 'refused') return;
    turn.emit({ type: 'ticket-refused', caseKey: key, code: result.code });
    planTicketRefusedMail(turn, made);
    sayUnlessConnected(turn, turn.text('ticket-refused'));
    settleWhenDone(turn, key);
    return;
  }
  const fromSeq = made.notedToSeq + 1;
  const created = { id: ticketId(result.id), number: result.number, url: result.url };
  const responseTime = describeResponseTime(turn, made.priority);
  sayUnlessConnected(
    turn,
    made.callbackAt === null
      ? turn.text('ticket-logged', { number: result.number, responseTime })
      : turn.text('callback-logged', { number: result.number }),
  );
  const toSeq = turn.state().messageCount;
  turn.emit({ type: 'ticket-created', caseKey: key, ...created, notedToSeq: toSeq });
  watchTicket(turn, result.id);
  if (made.tags.length > 0) turn.request({ kind: 'tag-ticket', ticketId: result.id, tags: made.tags });
  turn.request({
    kind: 'add-history',
    ticketId: result.id,
    marker: `${key}-${fromSeq}`,
    fromSeq,
    toSeq,
  });
  planTicketMails(turn, made, created);
  settleWhenDone(turn, key);
}

/** With the answer of the ticket system a case ends, unless a human or a workflow is still at it. */
function settleWhenDone(turn: TurnBuilder, key: CaseKey): void {
  const { case: current, baton, run } = turn.state();
  if (current?.key === key && baton.holder === 'bot' && run === null) settleCase(turn);
}

/** Puts what was said since the last note on the case's ticket, when there is one. */
export function noteOnTicket(turn: TurnBuilder): void {
  const current = turn.state().case;
  if (current === null || current.ticket.phase !== 'created') return;
  const toSeq = turn.state().messageCount;
  if (toSeq <= current.notedToSeq) return;
  const fromSeq = current.notedToSeq + 1;
  turn.request({
    kind: 'add-history',
    ticketId: current.ticket.id,
    marker: `${current.key}-${fromSeq}`,
    fromSeq,
    toSeq,
  });
  turn.emit({ type: 'ticket-noted', caseKey: current.key, notedToSeq: toSeq });
}

/** True while a human has the word. */
const isHumanConnected = (turn: TurnBuilder): boolean => turn.state().handoff?.leg.phase === 'connected';

function sayUnlessConnected(turn: TurnBuilder, text: CustomerText): void {
  if (!isHumanConnected(turn)) turn.tellOutcome(text);
}
