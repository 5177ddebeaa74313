import { type ConversationState, defaultOrganisation, isJsonObject, isSuperseded, joinKey } from '@baton/core';
import type { Message } from '@baton/store';
import type { Customer } from './customer.ts';
import type { World } from './world.ts';

const holdingTexts = ['One moment, please.', 'This takes longer than usual.', 'Thank you for waiting.'];

/** Compares what customers, operators and vendors hold with what the database says, once everything has come to rest. */
export function findViolations(world: World): string[] {
  return [
    ...world.violations,
    ...world.customers.flatMap((customer) => checkCustomer(world, customer)),
    ...checkTickets(world),
    ...checkMails(world),
  ];
}

function checkCustomer(world: World, customer: Customer): string[] {
  const { tables } = world.store;
  const channel = customer.isZobot ? 'salesiq' : 'flat';
  const id = tables.chats.get(joinKey(defaultOrganisation, channel, customer.chatId)) ?? '';
  const conversation = tables.conversations.get(id);
  // SalesIQ repeats no request of its bot platform: one that a kill cut off before it was stored is lost without our fault.
  if (conversation === undefined) return customer.said.length <= customer.broken.size ? [] : ['a conversation is lost'];
  const messages = tables.messages.get(id) ?? [];
  const state = conversation.state as unknown as ConversationState;
  return [
    ...checkSaid(customer, messages),
    ...checkHeard(world, { customer, messages, state }),
    ...checkOperators(world, { customer, id, messages }),
    ...(customer.isZobot ? [] : checkRelay(world, id, messages)),
    ...checkSilence(world, { id, state, messages }),
  ];
}

/** The flat channel's customer repeats until answered, so nothing said may be missing; order is the order of saying. */
function checkSaid(customer: Customer, messages: Message[]): string[] {
  const stored = messages.filter(({ author }) => author === 'customer').map(({ text }) => text);
  const isSame = customer.isZobot
    ? isSubsequence(stored, customer.said)
    : stored.join('\n') === customer.said.join('\n');
  return isSame ? [] : [`the customer said ${customer.said.join(' | ')}, stored is ${stored.join(' | ')}`];
}

type Heard = { customer: Customer; messages: Message[]; state: ConversationState };

/** Every word for the customer was heard as often as it was meant; what was dropped because a human came may have been heard before. */
function checkHeard(world: World, { customer, messages, state: now }: Heard): string[] {
  const heard = count(customer.heard.filter((text) => !holdingTexts.some((holding) => text.startsWith(holding))));
  const forCustomer = messages.filter(({ isForCustomer }) => isForCustomer);
  // Words that were on their way when a human took over are not said again, and nobody can tell whether they had arrived.
  const owed = forCustomer.filter((message) => message.state !== 'dropped' && !isSuperseded(message, now));
  const least = count(owed.map(({ text }) => text));
  const most = count(forCustomer.map(({ text }) => text));
  // Nor does it ask again: when a kill cuts off the answer to the last message, nothing comes any more that could bring its words.
  const unsent = customer.isZobot
    ? forCustomer.filter(({ state }) => state !== 'delivered').map(({ text }) => text)
    : [];
  unsent.push(...wordsForBrokenRequests(world, customer));
  const lost = [...least].filter(([text, times]) => (heard.get(text) ?? 0) < times && !unsent.includes(text));
  // A response of the bot platform whose arrival could not be noted is given again; nothing else is.
  const again = customer.isZobot ? count(customer.heardAgain) : new Map<string, number>();
  const doubled = [...heard].filter(([text, times]) => times > (most.get(text) ?? 0) + (again.get(text) ?? 0));
  return [
    ...lost.map(([text, times]) => `lost: "${text}" heard ${heard.get(text) ?? 0} of ${times} times`),
    ...doubled.map(([text, times]) => `doubled: "${text}" heard ${times} instead of ${most.get(text) ?? 0} times`),
  ];
}

/** Words promised with "pending" in an answer that was cut off, and finished by a node that died in the same moment. */
function wordsForBrokenRequests(world: World, customer: Customer): string[] {
  return [...world.store.tables.effects.values()]
    .filter(({ kind, data }) => kind === 'finish-deferred' && customer.broken.has(String(data['requestId'])))
    .flatMap(({ progress }) => {
      const plan = progress['plan'];
      const body = isJsonObject(plan) ? plan['body'] : null;
      const replies = isJsonObject(body) ? body['replies'] : [];
      return Array.isArray(replies) ? replies.map(String) : [];
    });
}

function count(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

type Place = { customer: Customer; id: string; messages: Message[] };

/** Every word of an operator is in the conversation once and in order. */
function checkOperators(world: World, { customer, id, messages }: Place): string[] {
  const chatIds = customer.isZobot
    ? [customer.chatId]
    : [...world.store.tables.deskLinks]
        .filter(([, to]) => to === id)
        .map(([key]) => key.slice(key.lastIndexOf(':') + 1));
  const stored = messages.filter(({ author }) => author === 'agent').map(({ text }) => text);
  return chatIds.flatMap((chatId) => {
    const words = world.operatorWords.get(chatId) ?? [];
    // What is said in a chat whose leg was given up is noted and nothing else; the operator was told.
    const events = world.store.tables.events.get(id) ?? [];
    if (events.some(({ data }) => data['type'] === 'desk-event-noted' && data['event'] === 'agent-said')) return [];
    const found = stored.filter((text) => words.includes(text));
    const inOrder = (list: string[]): string => (world.isUnordered ? [...list].sort() : list).join('\n');
    return inOrder(found) === inOrder(words) ? [] : [`operator said ${words.join(' | ')}, stored ${found.join(' | ')}`];
  });
}

/** What a customer said while a desk held the baton is at the desk once and in order, after the history. */
function checkRelay(world: World, id: string, messages: Message[]): string[] {
  const events = world.store.tables.events.get(id) ?? [];
  const problems: string[] = [];
  for (const chat of world.desks
    .flatMap(({ chats }) => chats)
    .filter(({ opening }) => opening.handoffKey.startsWith(`${id}-`))) {
    const texts = chat.sent.flatMap((text) => text.split('\n'));
    const relayed = world.store.tables.effects.values();
    const effects = [...relayed].filter(
      (effect) => effect.kind === 'relay-to-desk' && effect.data['legKey'] === chat.opening.handoffKey,
    );
    const done = effects.filter(({ status }) => status === 'done').map(({ data }) => String(data['text']));
    const arrived = texts.filter((text) => effects.some(({ data }) => data['text'] === text));
    if (!isSubsequence(done, texts))
      problems.push(`relay: done ${done.join(' | ')}, the desk has ${texts.join(' | ')}`);
    if (arrived.length > effects.length) problems.push(`relay doubled: ${arrived.join(' | ')}`);
  }
  const keys = world.desks.flatMap(({ chats }) => chats.map(({ opening }) => opening.handoffKey));
  if (new Set(keys).size < keys.length) problems.push(`a handoff was opened twice at the desk: ${keys.join(' ')}`);
  const relays = events.filter(({ type }) => type === 'customer-relayed').length;
  const saidToDesk = messages.filter(({ author }) => author === 'customer').length;
  if (relays > saidToDesk + 1) problems.push('more was relayed than said');
  return problems;
}

type Ended = { id: string; state: ConversationState; messages: Message[] };

/** Every wish for a human ended with a human, a ticket or a mail to the team, and the customer was told. */
function checkSilence(world: World, { id, state, messages }: Ended): string[] {
  const events = world.store.tables.events.get(id) ?? [];
  const problems: string[] = [];
  const isOpen = state.handoff?.leg.phase === 'opening' || state.handoff?.leg.phase === 'waiting';
  if (isOpen && state.baton.holder === 'desk') problems.push(`a wish for a human is still ${state.handoff?.leg.phase}`);
  events.forEach(({ type }, index) => {
    if (type !== 'handoff-failed') return;
    const after = events.slice(index);
    const hasTicket = after.some((event) => event.type === 'ticket-created' || event.type === 'ticket-refused');
    const hadTicket = events.slice(0, index).some((event) => event.type === 'ticket-created');
    if (!(hasTicket || hadTicket)) problems.push('a failed handoff ended without a ticket');
  });
  if (
    events.some(({ type }) => type === 'handoff-failed') &&
    !messages.some(({ text }) => text.includes('could take the chat'))
  )
    problems.push('the customer was not told that nobody could take the chat');
  return problems;
}

function checkTickets(world: World): string[] {
  const keys = world.tickets.tickets.map(({ request }) => request.caseKey);
  const doubled = keys.filter((key, index) => keys.indexOf(key) !== index);
  const requested = [...world.store.tables.effects.values()].filter(({ kind }) => kind === 'create-ticket').length;
  const markers = world.tickets.tickets.map(({ notes }) => notes.map(({ marker }) => marker));
  return [
    ...doubled.map((key) => `case ${key} has two tickets`),
    ...(keys.length === requested ? [] : [`${requested} tickets were asked for, ${keys.length} exist`]),
    ...(markers.every((list) => new Set(list).size === list.length) ? [] : ['a note is on a ticket twice']),
  ];
}

/** Mail is at least once under one Message-ID. What was perhaps not heard is mailed only when it was not. */
function checkMails(world: World): string[] {
  const effects = [...world.store.tables.effects.values()];
  const idsOf = (wanted: string): string[] =>
    effects.filter(({ kind }) => kind === wanted).map(({ key }) => `<${key.replaceAll(':', '.')}@baton>`);
  const planned = idsOf('send-mail');
  const possible = new Set([...planned, ...idsOf('mail-unheard')]);
  const sent = new Set(world.mailer.mails.map(({ messageId }) => messageId));
  const lost = planned.filter((id) => !sent.has(id));
  const strange = [...sent].filter((id) => !possible.has(id));
  return lost.length + strange.length === 0 ? [] : [`mails lost: ${lost.join(' ')}; not planned: ${strange.join(' ')}`];
}

function isSubsequence(part: string[], whole: string[]): boolean {
  let position = 0;
  for (const item of whole) if (item === part[position]) position += 1;
  return position === part.length;
}
