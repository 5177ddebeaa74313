import { type TextDefinition, withParameters } from '../definition.ts';

/** On the way to a human and back: what the customer reads, then what operators read. */
export const handoff = {
  'handoff-started-forward': "I'm connecting you with a colleague. One moment, please.",
  'handoff-started-relay':
    "I'm connecting you with a colleague. They will answer here; what we have written so far is passed on.",
  'handoff-next-desk': 'Nobody could take the chat there, so I am asking another team. One moment, please.',
  'handoff-passed-on': 'Your chat is being passed on to another team. One moment, please.',
  'handoff-other-team': 'I am asking another team. One moment, please.',
  'handoff-outside-hours': withParameters('Our colleagues are not there at the moment. They are back on {opening}.', {
    opening: 'text',
  }),
  'queue-position': withParameters(
    '{position, plural, one {You are next in the queue.} other {You are number # in the queue.}}',
    { position: 'number' },
  ),
  'queue-position-and-time': withParameters(
    '{position, plural, one {You are next in the queue.} other {You are number # in the queue.}} Lately it took about {minutes, plural, one {a minute} other {# minutes}} from here.',
    { position: 'number', minutes: 'number' },
  ),
  'handoff-closed-before-anyone-came':
    'The chat was closed before a colleague could answer. Your request is not lost: I am passing it on so that the team follows up.',
  'handoff-cancelled': "All right, you're back with the assistant. What can I do for you?",
  'handoff-missed-ticket-coming':
    "I'm sorry, none of my colleagues could take the chat. I'm creating a ticket so that the team follows up by e-mail.",
  'handoff-missed-ticket-exists': withParameters(
    "I'm sorry, none of my colleagues could take the chat. Your ticket {number} stays open and the team follows up on it.",
    { number: 'text' },
  ),
  'handoff-missed-ticket-refused':
    "I'm sorry, none of my colleagues could take the chat. Your case is with our support team by e-mail, and they will contact you.",
  'handoff-missed-ticket-pending':
    "I'm sorry, none of my colleagues could take the chat. Your ticket is on its way and the team follows up on it.",
  'human-gone-ticket-coming':
    "I'm sorry, my colleague is no longer there and nobody else could take the chat. I'm creating a ticket so that the team follows up by e-mail.",
  'human-gone-ticket-exists': withParameters(
    "I'm sorry, my colleague is no longer there and nobody else could take the chat. Your ticket {number} stays open and the team follows up on it.",
    { number: 'text' },
  ),
  'human-gone-ticket-refused':
    "I'm sorry, my colleague is no longer there and nobody else could take the chat. Your case is with our support team by e-mail, and they will contact you.",
  'human-gone-ticket-pending':
    "I'm sorry, my colleague is no longer there and nobody else could take the chat. Your ticket is on its way and the team follows up on it.",
  'passed-on-ticket-coming':
    'Our team takes this further by e-mail: I am creating a ticket with everything we have written.',
  'passed-on-ticket-exists': withParameters(
    'Our team takes this further by e-mail: your ticket {number} stays open, with everything we have written.',
    { number: 'text' },
  ),
  'passed-on-ticket-refused':
    'Our team takes this further by e-mail: your case has been sent to them, and they will contact you.',
  'passed-on-ticket-pending': 'Our team takes this further by e-mail: your ticket is on its way.',
  'callback-unfinished-ticket-coming':
    "No call was arranged, so I'm creating a ticket and the team follows up by e-mail.",
  'callback-unfinished-ticket-exists': withParameters(
    'No call was arranged. Your ticket {number} stays open and the team follows up on it.',
    { number: 'text' },
  ),
  'callback-unfinished-ticket-refused':
    'No call was arranged. Your case is with our support team by e-mail, and they will contact you.',
  'callback-unfinished-ticket-pending':
    'No call was arranged. Your ticket is on its way and the team follows up on it.',
  'handed-back': withParameters(
    "The chat with {agent} has ended and you're back with the assistant. Is there anything else?",
    { agent: 'text' },
  ),
  'handed-back-with-ticket': withParameters(
    "The chat with {agent} has ended and you're back with the assistant. Your ticket is {number}. Is there anything else?",
    { agent: 'text', number: 'text' },
  ),
  'agent-unnamed': 'our colleague',
  'agent-took-over': withParameters('{agent} has taken over from {before}.', { agent: 'text', before: 'text' }),
  'agent-is-there': withParameters('{agent} is here for you now.', { agent: 'text' }),
  'agent-left': withParameters('{agent} has left the chat. A colleague takes over as soon as one is free.', {
    agent: 'text',
  }),
  'agent-silent': withParameters('{agent} has not answered for a while, so I am taking the chat back.', {
    agent: 'text',
  }),
  'connection-lost': 'The connection to my colleague was lost.',
  'words-not-passed-on':
    'Your last message could not be passed on, because the other side does not take it. Please write it in another way.',
  'agent-file-link': withParameters('{file}: {url}', { file: 'text', url: 'text' }),
  'file-not-passed-on': withParameters('Your file {file} could not be passed on: {why}.', {
    file: 'text',
    why: 'text',
  }),
  'agent-file-not-shown': withParameters('{agent} sent the file {file}, which cannot be shown here: {why}.', {
    agent: 'text',
    file: 'text',
    why: 'text',
  }),
  'file-too-big': 'it is too big',
  'file-type-not-taken': 'files of this kind are not accepted',
  'files-not-taken': 'files cannot be exchanged here',
  'file-not-available': 'it can no longer be fetched',

  // For operators.
  'customer-no-longer-waits': 'The customer no longer waits for an answer here.',
  'nobody-answered-here': 'Nobody answered here in time. The request is followed up elsewhere.',
  'taken-back-here':
    'The customer gets no answer from here any more and is helped elsewhere. What is written here later is kept with the request.',
  'customer-words-missing':
    'A message of the customer could not be passed on. The customer was asked to write it in another way.',
  'receipt-not-fetched': 'The customer has not fetched this message yet. It waits for them.',
  'receipt-not-said': 'This message was not brought to the customer.',
  'agent-file-not-seen': withParameters('The customer cannot see your file {file}: {why}.', {
    file: 'text',
    why: 'text',
  }),
  'customer-file-missing': withParameters('The customer sent the file {file}. It could not be passed on: {why}.', {
    file: 'text',
    why: 'text',
  }),
  'customer-has-left': 'The customer has ended the chat.',
  'bot-elsewhere-said': withParameters('Bot: {text}', { text: 'text' }),
  'adopted-chat-ended':
    'This chat belongs to a request that is closed, so nothing written here reaches the customer. Please end it; a new request opens a new chat.',
  'summary-customer': withParameters('{name} <{email}>, identity {identity}', {
    name: 'text',
    email: 'text',
    identity: 'text',
  }),
  'summary-customer-unnamed': 'Visitor',
  'summary-email-missing': 'no e-mail',
  'summary-workflow': withParameters('Workflow: {workflow}', { workflow: 'text' }),
  'summary-workflow-none': 'No workflow ran',
  'summary-ticket': withParameters('ticket {number}', { number: 'text' }),
  'summary-ticket-none': 'no ticket yet',
  'summary-answers': withParameters('Answers: {answers}', { answers: 'text' }),
  'summary-reason': withParameters('Reason: {reason}', { reason: 'text' }),
  'reason-customer-asked': 'the customer asked for a human',
  'reason-asked-elsewhere': 'the assistant of the chat asked for a human',
  'reason-not-understood': 'the assistant did not understand the request twice',
  'reason-workflow-gone': 'the workflow of this chat is no longer available',
  'reason-came-back': 'the customer wrote again soon after the chat was ended',
  'reason-taken-over': 'taken over by an operator',
} as const satisfies Record<string, TextDefinition>;
