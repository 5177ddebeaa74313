import { planTicketRefusedMail } from './mails.ts';
import { noteOnTicket, openCase, requestTicket, settleCase } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

/**
 * What kept it from a better end: no human took the chat, the one who had it gave no more answer, an operator wanted it followed up by ticket,
 * or a call that the customer asked for was never arranged.
 */
export type TicketCause = 'handoff-missed' | 'human-gone' | 'passed-on' | 'callback-unfinished';

/** The last step: the wish for help becomes a ticket, and the customer is told so. `cause`: default that no human took the chat. */
export function fileInstead(turn: TurnBuilder, why: string, cause: TicketCause = 'handoff-missed'): void {
  const current = openCase(turn);
  const subject =
    current.subject === ''
      ? turn.text('ticket-subject-chat', { name: turn.state().customer.name ?? turn.text('customer-unnamed') })
      : current.subject;
  const outcome = requestTicket(turn, {
    workflow: current.workflow,
    subject,
    lines: [...current.lines, why],
    tags: [...new Set([...current.tags, cause])],
    priority: current.priority,
  });
  const ticket = turn.state().case?.ticket;
  if (outcome === 'requested') {
    turn.tellOutcome(turn.text(`${cause}-ticket-coming`));
  } else if (ticket?.phase === 'created') {
    turn.tellOutcome(turn.text(`${cause}-ticket-exists`, { number: ticket.number }));
    noteOnTicket(turn);
    settleCase(turn);
  } else if (ticket?.phase === 'refused') {
    planTicketRefusedMail(turn, current);
    turn.tellOutcome(turn.text(`${cause}-ticket-refused`));
    settleCase(turn);
  } else {
    turn.tellOutcome(turn.text(`${cause}-ticket-pending`));
  }
}
