import { cleanClaim } from '../texts/clean-claim.ts';
import type { CustomerText } from '../texts/customer-text.ts';
import { mayMail } from './allowances.ts';
import type { PointOfContact } from './commands.ts';
import { describeAccounts, describeIdentity } from './describe-identity.ts';
import { readProof } from './proof.ts';
import { describeResponseTime } from './response-time.ts';
import type { Case, Customer } from './state.ts';
import type { TurnBuilder } from './turn.ts';

type CreatedTicket = { id: string; number: string };

/** Customer (when the setting says so), support team and point of contact are told of a new ticket, each once. */
export function planTicketMails(turn: TurnBuilder, current: Case, { number }: CreatedTicket): void {
  const { settings } = turn;
  const { customer } = turn.state();
  const subject = cleanClaim(current.subject, subjectCharactersMax);
  const details = {
    number,
    subject,
    priority: turn.text('priority-name', { priority: current.priority }),
    name: nameOf(customer) ?? turn.text('customer-unnamed'),
    email: customer.email ?? turn.text('email-not-given'),
    identity: [describeIdentity(turn), ...describeAccounts(turn, current.accounts)].join('\n'),
  };
  if (settings.sendsCustomerMail && customer.email !== null)
    planCustomerMail(turn, current, { to: customer.email, number });
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

const subjectCharactersMax = 150;
const nameCharactersMax = 80;
/** Of what strangers say in a mail to somebody who may never have written to us. */
const unprovedCharactersMax = 60;

/** To an address that nobody proved goes no word of the chat but, at the end, a short subject without addresses. */
function planCustomerMail(turn: TurnBuilder, current: Case, { to, number }: { to: string; number: string }): void {
  const isProved = readProof(turn)?.email === to;
  if (!isProved && !mayMail(turn, to)) return;
  const facts = {
    number,
    priority: turn.text('priority-name', { priority: current.priority }),
    responseTime: describeResponseTime(turn, current.priority),
    subject: cleanClaim(current.subject, isProved ? subjectCharactersMax : unprovedCharactersMax),
  };
  const text = isProved
    ? turn.text('customer-ticket-mail-text', { ...facts, greeting: greet(turn) })
    : turn.text('unproved-ticket-mail-text', facts);
  sendMail(turn, { to, subject: turn.text('customer-ticket-mail-subject', { number }), text, hasTranscript: false });
}

function nameOf({ name }: Customer): string | null {
  const clean = cleanClaim(name ?? '', nameCharactersMax);
  return clean === '' ? null : clean;
}

function greet(turn: TurnBuilder): CustomerText {
  const name = nameOf(turn.state().customer);
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
    name: nameOf(customer) ?? turn.text('customer-unknown'),
    email: customer.email ?? turn.text('customer-unknown'),
  });
  sendMail(turn, {
    to: supportEmail,
    subject: turn.text('refused-ticket-mail-subject', { subject: cleanClaim(refused.subject, subjectCharactersMax) }),
    text: [head, ...refused.lines, ...describeAccounts(turn, refused.accounts)].join('\n'),
    hasTranscript: true,
  });
}

/** The code itself is put in by the performer in the place of `{{code}}`; it is nowhere in our state. `to` null: nobody is registered. */
export function planCodeMail(turn: TurnBuilder, to: string | null, challengeId: string): void {
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
