import { type CaseKey, caseKey, ticketId } from '../ids.ts';
import type { Priority, TicketRequest } from '../ports/ticket-system.ts';
import type { EffectResult } from './effects.ts';
import { planTicketMails, planTicketRefusedMail } from './mails.ts';
import { describeResponseTime } from './response-time.ts';
import type { Case } from './state.ts';
import type { TurnBuilder } from './turn.ts';

export type CaseDescription = {
  workflow: string | null;
  subject: string;
  lines: string[];
  tags: string[];
  priority: Priority;
};

/** The open case, or a new one when there is none or the last is settled. */
export function openCase(turn: TurnBuilder): Case {
  const current = turn.state().case;
  if (current !== null && !current.isSettled) return current;
  const state = turn.state();
  const opened: Case = {
    key: caseKey(`${state.id}-${state.caseCount + 1}`),
    workflow: null,
    subject: '',
    priority: 'medium',
    lines: [],
    tags: [],
    ticket: { phase: 'none' },
    notedToSeq: 0,
    isSettled: false,
  };
  turn.emit({ type: 'case-opened', case: opened });
  return opened;
}

/** Asks for the case's ticket. A case that has one, or has asked for one, is left alone: one case, one ticket. */
export function requestTicket(turn: TurnBuilder, description: CaseDescription): 'requested' | 'exists' {
  const current = openCase(turn);
  if (current.ticket.phase !== 'none') return 'exists';
  const { workflow, subject, lines, tags, priority } = description;
  turn.emit({ type: 'case-described', workflow, subject, lines, tags, priority });
  turn.emit({ type: 'ticket-requested' });
  turn.request(
    'ticket',
    { kind: 'create-ticket', request: buildRequest(turn, current.key, description) },
    { isAwaited: true },
  );
  return 'requested';
}

function buildRequest(turn: TurnBuilder, key: CaseKey, description: CaseDescription): TicketRequest {
  const { customer, channel, chatId, assurance } = turn.state();
  const name = customer.name ?? customer.email?.split('@')[0] ?? 'Unknown visitor';
  return {
    caseKey: key,
    kind: 'ticket',
    subject: description.subject,
    descriptionLines: [...description.lines, `Customer identity: ${assurance}`, `Chat: ${chatId} (${channel})`],
    priority: description.priority,
    contact: { name, email: customer.email, phone: customer.phone },
    workflow: description.workflow,
    channel,
    chatId,
    visitorId: customer.visitorId,
  };
}

type TicketResult = Extract<EffectResult, { kind: 'create-ticket' }>['result'];

/** The ticket system answered. A customer who is with a human is told by mail only: one voice. */
export function settleTicket(turn: TurnBuilder, result: TicketResult): void {
  if (turn.state().case === null) return;
  if (result.type === 'refused') {
    turn.emit({ type: 'ticket-refused', code: result.code });
    planTicketRefusedMail(turn);
    sayUnlessConnected(
      turn,
      'I could not file a ticket automatically, so I have sent your case to our support team by e-mail. They will contact you.',
    );
    return;
  }
  const fromSeq = (turn.state().case?.notedToSeq ?? 0) + 1;
  const created = { id: ticketId(result.id), number: result.number, url: result.url };
  const priority = turn.state().case?.priority ?? 'medium';
  sayUnlessConnected(
    turn,
    `Your request has been logged. Ticket number: ${result.number}. We aim to respond within ${describeResponseTime(priority)}.`,
  );
  turn.emit({ type: 'ticket-created', ...created, notedToSeq: turn.state().messageCount });
  const current = turn.state().case;
  if (current === null) return;
  if (current.tags.length > 0) turn.request('ticket', { kind: 'tag-ticket', ticketId: result.id, tags: current.tags });
  turn.request('ticket', {
    kind: 'add-history',
    ticketId: result.id,
    marker: `${current.key}-${fromSeq}`,
    fromSeq,
    toSeq: turn.state().messageCount,
  });
  planTicketMails(turn, current, created);
  if (turn.state().baton.holder === 'bot' && turn.state().run === null) turn.emit({ type: 'case-settled' });
}

/** Puts what was said since the last note on the case's ticket, when there is one. */
export function noteOnTicket(turn: TurnBuilder): void {
  const current = turn.state().case;
  if (current === null || current.ticket.phase !== 'created') return;
  const toSeq = turn.state().messageCount;
  if (toSeq <= current.notedToSeq) return;
  const fromSeq = current.notedToSeq + 1;
  turn.request('ticket', {
    kind: 'add-history',
    ticketId: current.ticket.id,
    marker: `${current.key}-${fromSeq}`,
    fromSeq,
    toSeq,
  });
  turn.emit({ type: 'ticket-noted', notedToSeq: toSeq });
}

/** True while a human has (or may any moment take) the word. */
export const isHumanConnected = (turn: TurnBuilder): boolean => turn.state().handoff?.phase === 'connected';

function sayUnlessConnected(turn: TurnBuilder, text: string): void {
  if (!isHumanConnected(turn)) turn.say(text);
}
