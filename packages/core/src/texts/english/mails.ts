import { type TextDefinition, withParameters } from '../definition.ts';

const facts = 'Ticket number: {number}\nSubject: {subject}\nStatus: Open\nPriority: {priority}';
const details = `${facts}\nCustomer: {name}\nE-mail: {email}\nIdentity: {identity}`;
const detailParameters = {
  number: 'text',
  subject: 'text',
  priority: 'text',
  name: 'text',
  email: 'text',
  identity: 'text',
} as const;

/** Mails to the customer, the support team and the customer's point of contact. */
export const mails = {
  'mail-greeting': withParameters('Hello {name},', { name: 'text' }),
  'mail-greeting-unnamed': 'Hello there,',
  'customer-ticket-mail-subject': withParameters('Your Support Ticket #{number}', { number: 'text' }),
  'customer-ticket-mail-text': withParameters(
    `{greeting}\n\nwe have received your request.\n\n${facts}\nExpected response: {responseTime}\n\nYour support team`,
    { greeting: 'text', number: 'text', subject: 'text', priority: 'text', responseTime: 'text' },
  ),
  'unproved-ticket-mail-text': withParameters(
    'Hello,\n\nsomebody gave this address in our support chat, and we have received their request. If it was not you, you can ignore this mail.\n\nTicket number: {number}\nStatus: Open\nPriority: {priority}\nExpected response: {responseTime}\n\nYour support team\n\nSubject: {subject}',
    { number: 'text', priority: 'text', responseTime: 'text', subject: 'text' },
  ),
  'team-ticket-mail-subject': withParameters('New Ticket #{number} - {subject}', { number: 'text', subject: 'text' }),
  'team-ticket-mail-text': withParameters(`A new ticket was opened from a chat.\n\n${details}`, detailParameters),
  'contact-ticket-mail-subject': withParameters('Ticket #{number} opened for {name}', { number: 'text', name: 'text' }),
  'contact-ticket-mail-text': withParameters(
    `You are the point of contact for this customer. A ticket was opened from a chat.\n\n${details}`,
    detailParameters,
  ),
  'refused-ticket-mail-subject': withParameters('Ticket refused - {subject}', { subject: 'text' }),
  'refused-ticket-mail-text': withParameters(
    'The ticket system refused this case. Please follow it up by hand.\n\nCase: {caseKey}\nChat: {chatId}\nCustomer: {name}\nE-mail: {email}',
    { caseKey: 'text', chatId: 'text', name: 'text', email: 'text' },
  ),
  'customer-unknown': 'unknown',
  'code-mail-subject': 'Your verification code',
  'code-mail-text': withParameters(
    'Hello,\n\nyour verification code is {code}\n\nIt is valid for this chat only, and for 10 minutes. If you did not ask for it, ignore this mail.',
    { code: 'text' },
  ),
  'mail-transcript-head': 'The chat so far:',
  'unheard-mail-subject': 'News about your request',
  'unheard-mail-intro': withParameters(
    'You wrote to us in the chat on {at, date, long}. Since then there is news that you may not have seen:',
    { at: 'instant' },
  ),
} as const satisfies Record<string, TextDefinition>;
