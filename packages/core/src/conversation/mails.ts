import type { CustomerText } from '../texts/customer-text.ts';
import type { PointOfContact } from './commands.ts';
import { describeIdentity } from './describe-identity.ts';
import { describeResponseTime } from './response-time.ts';
import type { Case, Customer } from './state.ts';
import type { TurnBuilder } from './turn.ts';

type CreatedTicket = { id: string; number: string };

/** Customer (when the setting says so), support team and point of contact are told of a new ticket, each once. */
export function planTicketMails(turn: TurnBuilder, current: Case, { number }: CreatedTicket): void {
  const { settings } = turn;
  const { customer } = turn.state();
  const { subject } = current;
  const priority = turn.text('priority-name', { priority: current.priority });
  const details = {
    number,
    subject,
    priority,
    name: customer.name ?? turn.text('customer-unnamed'),
    email: customer.email ?? turn.text('email-not-given'),
    identity: describeIdentity(turn),
  };
  if (settings.sendsCustomerMail && customer.email !== null) {
    const responseTime = describeResponseTime(turn, current.priority);
    sendMail(turn, {
      to: customer.email,
      subject: turn.text('customer-ticket-mail-subject', { number }),
      text: turn.text('customer-ticket-mail-text', {
        greeting: greet(turn),
        number,
        subject,
        priority,
        responseTime,
      }),
      hasTranscript: false,
    });
  }
  if (settings.supportEmail !== null) {
    sendMail(turn, {
      to: settings.supportEmail,
      subject: turn.text('team-ticket-mail-subject', { number, subject }),
      text: turn.text('team-ticket-mail-text', details),
      hasTranscript: true,
    });
  }
  const contact = findPointOfContact(settings.pointsOfContact, customer);
  if (contact !== null) {
    sendMail(turn, {
      to: contact,
      subject: turn.text('contact-ticket-mail-subject', { number, name: details.name }),
      text: turn.text('contact-ticket-mail-text', details),
      hasTranscript: false,
    });
  }
}

function greet(turn: TurnBuilder): CustomerText {
  const { name } = turn.state().customer;
  return name === null ? turn.text('mail-greeting-unnamed') : turn.text('mail-greeting', { name });
}

/** The ticket system refused for good: the support team gets the whole case by mail instead. */
export function planTicketRefusedMail(turn: TurnBuilder, refused: Case): void {
  const { supportEmail } = turn.settings;
  const { customer, chatId } = turn.state();
  if (supportEmail === null) return;
  const head = turn.text('refused-ticket-mail-text', {
    caseKey: refused.key,
    chatId,
    name: customer.name ?? turn.text('customer-unknown'),
    email: customer.email ?? turn.text('customer-unknown'),
  });
  sendMail(turn, {
    to: supportEmail,
    subject: turn.text('refused-ticket-mail-subject', { subject: refused.subject }),
    text: [head, ...refused.lines].join('\n'),
    hasTranscript: true,
  });
}

/** The code itself is put in by the performer in the place of `{{code}}`; it is nowhere in our state. */
export function planCodeMail(turn: TurnBuilder, to: string, challengeId: string): void {
  turn.request({
    kind: 'send-mail',
    to,
    subject: turn.text('code-mail-subject'),
    text: turn.text('code-mail-text', { code: '{{code}}' }),
    challengeId,
    transcriptToSeq: null,
  });
}

function sendMail(
  turn: TurnBuilder,
  { hasTranscript, ...mail }: { to: string; subject: string; text: string; hasTranscript: boolean },
): void {
  const transcriptToSeq = hasTranscript ? turn.state().messageCount : null;
  turn.request({ kind: 'send-mail', ...mail, challengeId: null, transcriptToSeq });
}

function findPointOfContact(contacts: PointOfContact[], customer: Customer): string | null {
  const domain = customer.email?.split('@')[1]?.toLowerCase() ?? null;
  const company = customer.company?.toLowerCase() ?? null;
  const found = contacts.find(({ match }) => match.toLowerCase() === domain || match.toLowerCase() === company);
  return found?.email ?? null;
}
