import type { PointOfContact } from './commands.ts';
import { describeIdentity } from './describe-identity.ts';
import { describeResponseTime } from './response-time.ts';
import type { Case, Customer } from './state.ts';
import type { TurnBuilder } from './turn.ts';

type CreatedTicket = { id: string; number: string };

/** Customer (when the setting says so), support team and point of contact are told of a new ticket, each once. */
export function planTicketMails(turn: TurnBuilder, current: Case, ticket: CreatedTicket): void {
  const { settings } = turn.context;
  const { customer } = turn.state();
  const name = customer.name ?? 'there';
  const facts = [
    `Ticket number: ${ticket.number}`,
    `Subject: ${current.subject}`,
    'Status: Open',
    `Priority: ${label(current.priority)}`,
  ];
  if (settings.sendsCustomerMail && customer.email !== null) {
    const lines = [`Hello ${name},`, '', 'we have received your request.', '', ...facts];
    lines.push(`Expected response: ${describeResponseTime(current.priority)}`, '', 'Your support team');
    sendMail(turn, {
      to: customer.email,
      subject: `Your Support Ticket #${ticket.number}`,
      lines,
      hasTranscript: false,
    });
  }
  const details = [
    ...facts,
    `Customer: ${name}`,
    `E-mail: ${customer.email ?? 'not given'}`,
    `Identity: ${describeIdentity(turn.state())}`,
  ];
  if (settings.supportEmail !== null) {
    const subject = `New Ticket #${ticket.number} - ${current.subject}`;
    sendMail(turn, {
      to: settings.supportEmail,
      subject,
      lines: ['A new ticket was opened from a chat.', '', ...details],
      hasTranscript: true,
    });
  }
  const contact = findPointOfContact(settings.pointsOfContact, customer);
  if (contact !== null) {
    const lines = ['You are the point of contact for this customer. A ticket was opened from a chat.', '', ...details];
    sendMail(turn, {
      to: contact,
      subject: `Ticket #${ticket.number} opened for ${name}`,
      lines,
      hasTranscript: false,
    });
  }
}

/** The ticket system refused for good: the support team gets the whole case by mail instead. */
export function planTicketRefusedMail(turn: TurnBuilder, refused: Case): void {
  const { supportEmail } = turn.context.settings;
  const { customer, chatId } = turn.state();
  if (supportEmail === null) return;
  const lines = [
    'The ticket system refused this case. Please follow it up by hand.',
    '',
    `Case: ${refused.key}`,
    `Chat: ${chatId}`,
  ];
  lines.push(`Customer: ${customer.name ?? 'unknown'}`, `E-mail: ${customer.email ?? 'not given'}`, ...refused.lines);
  sendMail(turn, { to: supportEmail, subject: `Ticket refused - ${refused.subject}`, lines, hasTranscript: true });
}

/** The code itself is put in by the performer; it is nowhere in our state. */
export function planCodeMail(turn: TurnBuilder, to: string, challengeId: string): void {
  const lines = [
    'Hello,',
    '',
    'your verification code is {{code}}',
    '',
    'It is valid for this chat only. If you did not ask for it, ignore this mail.',
  ];
  turn.request('mail', {
    kind: 'send-mail',
    to,
    subject: 'Your verification code',
    text: lines.join('\n'),
    challengeId,
    transcriptToSeq: null,
  });
}

function sendMail(
  turn: TurnBuilder,
  mail: { to: string; subject: string; lines: string[]; hasTranscript: boolean },
): void {
  turn.request('mail', {
    kind: 'send-mail',
    to: mail.to,
    subject: mail.subject,
    text: mail.lines.join('\n'),
    challengeId: null,
    transcriptToSeq: mail.hasTranscript ? turn.state().messageCount : null,
  });
}

function findPointOfContact(contacts: PointOfContact[], customer: Customer): string | null {
  const domain = customer.email?.split('@')[1]?.toLowerCase() ?? null;
  const company = customer.company?.toLowerCase() ?? null;
  const found = contacts.find(({ match }) => match.toLowerCase() === domain || match.toLowerCase() === company);
  return found?.email ?? null;
}

const label = (priority: string): string => `${priority.charAt(0).toUpperCase()}${priority.slice(1)}`;
