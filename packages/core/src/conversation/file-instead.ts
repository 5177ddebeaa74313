import type { CustomerText } from '../texts/customer-text.ts';
import { planTicketRefusedMail } from './mails.ts';
import { noteOnTicket, openCase, requestTicket, settleCase } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

/** The last step: the wish for a human becomes a ticket, and the customer is told so. `coming`: in which words, where the ticket is yet to be made. */
export function fileInstead(
  turn: TurnBuilder,
  why: string,
  coming: CustomerText = turn.text('handoff-missed-ticket-coming'),
): void {
  const current = openCase(turn);
  const subject =
    current.subject === ''
      ? turn.text('ticket-subject-chat', { name: turn.state().customer.name ?? turn.text('customer-unnamed') })
      : current.subject;
  const outcome = requestTicket(turn, {
    workflow: current.workflow,
    subject,
    lines: [...current.lines, why],
    tags: [...new Set([...current.tags, 'handoff-missed'])],
    priority: current.priority,
  });
  const ticket = turn.state().case?.ticket;
  if (outcome === 'requested') {
    turn.tellOutcome(coming);
  } else if (ticket?.phase === 'created') {
    turn.tellOutcome(turn.text('handoff-missed-ticket-exists', { number: ticket.number }));
    noteOnTicket(turn);
    settleCase(turn);
  } else if (ticket?.phase === 'refused') {
    planTicketRefusedMail(turn, current);
    turn.tellOutcome(turn.text('handoff-missed-ticket-refused'));
    settleCase(turn);
  } else {
    turn.tellOutcome(turn.text('handoff-missed-ticket-pending'));
  }
}
