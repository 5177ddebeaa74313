import type { ConversationState } from '@baton/core';
import type { Message } from '@baton/store';
import { checkCustomer } from './check-customer.ts';
import { checkOperators, checkRelay } from './check-desks.ts';
import { checkLegs } from './check-legs.ts';
import { checkMails, checkTicketNews, checkTickets } from './check-tickets.ts';
import { findForgottenSeals, findReadableSecrets } from './check-words.ts';
import type { Customer } from './customer.ts';
import type { Story } from './story.ts';

/** Compares what customers, operators and vendors hold with what the database says, once everything has come to rest. */
export function findViolations(story: Story): string[] {
  const { world } = story;
  return [
    ...world.violations,
    ...world.customers.flatMap((customer) => checkConversation(story, customer)),
    ...checkTickets(story),
    ...checkTicketNews(story),
    ...checkMails(story),
    ...findReadableSecrets(story.found),
    ...findForgottenSeals(story.found),
  ];
}

function checkConversation(story: Story, customer: Customer): string[] {
  const { found } = story;
  const conversation = found.conversations.find((each) => customer.isIn(each));
  // SalesIQ repeats no request of its bot platform: one that a kill cut off before it was stored is lost without our fault.
  if (conversation === undefined) return customer.said.length <= customer.broken.size ? [] : ['a conversation is lost'];
  const { id } = conversation;
  const messages = found.messages.get(id) ?? [];
  const state = conversation.state as unknown as ConversationState;
  return [
    ...checkCustomer(story, { id, customer, messages, state }),
    ...checkOperators(story, { customer, id, messages }),
    ...(customer.isZobot ? [] : checkRelay(story, id, messages)),
    ...checkLegs(story, id),
    ...checkSilence(story, { id, state, messages }),
  ];
}

type Ended = { id: string; state: ConversationState; messages: Message[] };

/** Every wish for a human ended with a human, a ticket or a mail to the team, and the customer was told. */
function checkSilence({ found }: Story, { id, state, messages }: Ended): string[] {
  const events = found.events.get(id) ?? [];
  const problems: string[] = [];
  if (state.callback !== null) problems.push('a call is still being arranged');
  const isOpen = state.handoff?.leg.phase === 'opening' || state.handoff?.leg.phase === 'waiting';
  if (isOpen && state.baton.holder === 'desk') problems.push(`a wish for a human is still ${state.handoff?.leg.phase}`);
  events.forEach(({ type }, index) => {
    if (type !== 'handoff-failed' && type !== 'handoff-unavailable') return;
    const after = events.slice(index);
    const hasTicket = after.some((event) => event.type === 'ticket-created' || event.type === 'ticket-refused');
    const hadTicket = events
      .slice(0, index)
      .some(({ type: had }) => had === 'ticket-created' || had === 'ticket-refused');
    // Who was offered a call may have asked for a human again, and got one, or taken that wish back.
    const wasCalled = after.some((event) => event.type === 'callback-talked');
    const hadHuman =
      wasCalled && after.some((event) => event.type === 'agent-joined' || event.type === 'handoff-requested');
    if (!(hasTicket || hadTicket || hadHuman)) problems.push('a failed handoff ended without a ticket');
  });
  if (
    events.some(({ type }) => type === 'handoff-failed') &&
    !messages.some(({ text }) => text.includes('could take the chat'))
  )
    problems.push('the customer was not told that nobody could take the chat');
  return problems;
}
