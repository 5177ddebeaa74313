import { type TextDefinition, withParameters } from '../definition.ts';

/** Tickets and the mails about them: what the customer reads, then what the team reads. */
export const tickets = {
  'ticket-logged': withParameters(
    'Your request has been logged. Ticket number: {number}. We aim to respond within {responseTime}.',
    { number: 'text', responseTime: 'text' },
  ),
  'ticket-reply': withParameters('{agent} answered on your ticket {number}: {words}', {
    agent: 'text',
    number: 'text',
    words: 'text',
  }),
  'ticket-closed': withParameters('Your ticket {number} was closed.', { number: 'text' }),
  'ticket-reopened': withParameters('Your ticket {number} is open again.', { number: 'text' }),
  'callback-offered':
    'I\'m sorry, none of my colleagues could take the chat. Shall we call you? Tell me when, for example "tomorrow at 3", or say "ticket", and the team follows up by e-mail.',
  'callback-when': 'When shall we call you? For example "tomorrow at 3" or "in two hours".',
  'callback-when-again': 'I did not understand that time. Please write it like "tomorrow at 15:00", or say "ticket".',
  'callback-outside-hours': 'Nobody works at that time; this is the next one at which somebody does.',
  'callback-number': 'At which number can we reach you?',
  'callback-number-again': 'That does not look like a telephone number. Please write it with its area code.',
  'callback-confirm': withParameters('We call you on {time}, at the number that ends in {ending}. Is that right?', {
    time: 'text',
    ending: 'text',
  }),
  'callback-yes-or-no': 'Please answer with yes or no, or tell me another time.',
  'callback-coming': withParameters('Thank you. I am noting the call for {time}.', { time: 'text' }),
  'callback-logged': withParameters('Your callback is arranged. Its number: {number}.', { number: 'text' }),
  'callback-recorded': withParameters(
    'Your callback is recorded. Its number takes a little longer; you will get it {way, select, mail {here, or by e-mail if you have left} other {here}}.',
    { way: 'text' },
  ),
  'callback-declined': 'All right, we do not call you. What can I do for you?',
  'ticket-refused':
    'I could not file a ticket automatically, so I have sent your case to our support team by e-mail. They will contact you.',
  'case-recorded': withParameters(
    'Your case is recorded. The ticket number takes a little longer; you will get it {way, select, mail {here, or by e-mail if you have left} other {here}}.',
    { way: 'text' },
  ),
  'response-time': withParameters('{from, number}-{to, plural, one {# hour} other {# hours}}', {
    from: 'number',
    to: 'number',
  }),
  'priority-name': withParameters('{priority, select, high {High} low {Low} other {Medium}}', { priority: 'text' }),

  // On the ticket.
  'ticket-subject-workflow': withParameters('{title} - {name}', { title: 'text', name: 'text' }),
  'callback-subject': withParameters('Callback on {time} - {name}', { time: 'text', name: 'text' }),
  'callback-line': withParameters('Call the customer on {time}. In the customer\'s own words: "{words}"', {
    time: 'text',
    words: 'text',
  }),
  'ticket-callback-unfinished': 'A call was to be arranged, and the customer did not say when or where to.',
  'ticket-subject-chat': withParameters('Chat request - {name}', { name: 'text' }),
  'customer-unnamed': 'visitor',
  'contact-unnamed': 'Unknown visitor',
  'email-not-given': 'not given',
  'ticket-identity': withParameters('Customer identity: {identity}', { identity: 'text' }),
  'ticket-chat': withParameters('Chat: {chatId} ({channel})', { chatId: 'text', channel: 'text' }),
  'ticket-handoff-missed': 'The customer asked for a human and nobody answered in time.',
  'ticket-passed-on': 'An operator passed the chat on to be followed up by ticket.',
  'ticket-human-gone': 'The customer was with a human who gave no more answer, and nobody else could take the chat.',
  'ticket-no-desk': 'The customer asked for a human and no desk could be asked.',
  'assurance-name': withParameters(
    '{assurance, select, anonymous {anonymous} claimed {claimed} known {known} verified {verified} other {{assurance}}}',
    { assurance: 'text' },
  ),
  'account-verified': withParameters('Account {account}: verified. A code proved its registered address {email}.', {
    account: 'text',
    email: 'text',
  }),
  'account-not-verified': withParameters(
    'Account {account}: NOT VERIFIED. Nobody proved the address it is registered with.',
    { account: 'text' },
  ),
  'account-of-another': withParameters(
    'Account {account}: NOT VERIFIED. A code proved its registered address {email}, but the customer goes by {claimed}.',
    { account: 'text', email: 'text', claimed: 'text' },
  ),
  'identity-proved': withParameters('{assurance}; a code proved {email}', { assurance: 'text', email: 'text' }),
} as const satisfies Record<string, TextDefinition>;
