import { redact } from '@baton/core';
import type { Message } from '@baton/store';
import type { Customer } from './customer.ts';
import type { Story } from './story.ts';

export type Place = { customer: Customer; id: string; messages: Message[] };

/** Every word of an operator is in the conversation once and in order. */
export function checkOperators({ world, found }: Story, { customer, id, messages }: Place): string[] {
  const chatIds = customer.isZobot
    ? [customer.chatId]
    : found.deskLinks.filter(({ conversationId }) => conversationId === id).map(({ reference }) => reference);
  const stored = messages.filter(({ author }) => author === 'agent').map(({ text }) => text);
  return chatIds.flatMap((chatId) => {
    const words = world.operators.wordsIn(chatId).map((text) => redact(text));
    // What is said in a chat whose leg was given up is noted and nothing else; the operator was told.
    const events = found.events.get(id) ?? [];
    if (events.some(({ data }) => data['type'] === 'desk-event-noted' && data['event'] === 'agent-said')) return [];
    const kept = stored.filter((text) => words.includes(text));
    const inOrder = (list: string[]): string => (world.operators.isUnordered ? [...list].sort() : list).join('\n');
    return inOrder(kept) === inOrder(words) ? [] : [`operator said ${words.join(' | ')}, stored ${kept.join(' | ')}`];
  });
}

/** What a customer said while a desk held the baton is at the desk once and in order, after the history. */
export function checkRelay({ world, found }: Story, id: string, messages: Message[]): string[] {
  const events = found.events.get(id) ?? [];
  const problems: string[] = [];
  for (const chat of world.vendors.desks
    .flatMap(({ chats }) => chats)
    .filter(({ opening }) => opening.handoffKey.startsWith(`${id}-`))) {
    const texts = chat.sent.flatMap((text) => text.split('\n'));
    const effects = found.effects.filter(
      (effect) => effect.kind === 'relay-to-desk' && effect.data['legKey'] === chat.opening.handoffKey,
    );
    const done = effects.filter(({ status }) => status === 'done').map(({ data }) => String(data['text']));
    const arrived = texts.filter((text) => effects.some(({ data }) => data['text'] === text));
    if (!isSubsequence(done, texts))
      problems.push(`relay: done ${done.join(' | ')}, the desk has ${texts.join(' | ')}`);
    if (arrived.length > effects.length) problems.push(`relay doubled: ${arrived.join(' | ')}`);
  }
  const keys = world.vendors.desks.flatMap(({ chats }) => chats.map(({ opening }) => opening.handoffKey));
  if (new Set(keys).size < keys.length) problems.push(`a handoff was opened twice at the desk: ${keys.join(' ')}`);
  const relays = events.filter(({ type }) => type === 'customer-relayed').length;
  const saidToDesk = messages.filter(({ author }) => author === 'customer').length;
  if (relays > saidToDesk + 1) problems.push('more was relayed than said');
  return problems;
}

function isSubsequence(part: string[], whole: string[]): boolean {
  let position = 0;
  for (const item of whole) if (item === part[position]) position += 1;
  return position === part.length;
}
