import type { CustomerText } from '../texts/customer-text.ts';
import { planTicketRefusedMail } from './mails.ts';
import { noteOnTicket, openCase, requestTicket, settleCase } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

/** What kept it from a better end: no human took the chat, or a call that the customer asked for was never arranged. */
export type TicketCause = 'handoff-missed' | 'callback-unfinished';

type Ending = {
  /** Default: no human took the chat. */
  cause?: TicketCause;
  /** What the customer is told where the ticket is yet to be made; default: by the cause. */
  coming?: CustomerText;
};

/** The last step: the wish for help becomes a ticket, and the customer is told so. */
export function fileInstead(turn: TurnBuilder, why: string, { cause = 'handoff-missed', coming }: Ending = {}): void {
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
    turn.tellOutcome(coming ?? turn.text(`${cause}-ticket-coming`));
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
