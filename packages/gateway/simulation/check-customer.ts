import { type ConversationState, isJsonObject, isSuperseded, redact } from '@baton/core';
import type { Message } from '@baton/store';
import type { SeenEffect } from '../../store/testing/inspection.ts';
import type { Customer } from './customer.ts';
import type { Story } from './story.ts';

const holdingTexts = ['One moment, please.', 'This takes longer than usual.', 'Thank you for waiting.'];
/** What is kept of a one-time code. */
const redacted = '[redacted]';
/** What is kept of words. */
const toKept = (texts: string[]): string[] => texts.map((text) => redact(text));

/** What customers said and heard, compared with what is stored. */
export function checkCustomer(story: Story, heard: Heard): string[] {
  const { customer, messages } = heard;
  return [
    ...(customer.isZobot ? checkSaidAtVendor(story, heard) : checkSaid(customer, messages)),
    ...checkHeard(story, heard),
    ...checkExactWords(story, customer),
    ...checkCodes(story, heard),
  ];
}

export type Heard = { id: string; customer: Customer; messages: Message[]; state: ConversationState };

const customersWords = (messages: Message[]): string[] =>
  messages.filter(({ author }) => author === 'customer').map(({ text }) => text);

/** Who repeats until answered has nothing said missing, and in the order of saying. Of a code nothing is kept. */
function checkSaid(customer: Customer, messages: Message[]): string[] {
  const stored = customersWords(messages);
  const isSame =
    stored.length === customer.said.length && stored.every((text, index) => isKept(customer.said[index], text));
  return isSame ? [] : [`the customer said ${customer.said.join(' | ')}, stored is ${stored.join(' | ')}`];
}

const isKept = (said: string | undefined, stored: string): boolean =>
  (said !== undefined && redact(said) === stored) || stored === redacted;

/** The bot platform does not repeat, and its humans hear words that come to us as news: whatever was taken is there, and nothing else. */
function checkSaidAtVendor(story: Story, { id, customer, messages }: Heard): string[] {
  const stored = count(customersWords(messages));
  const hidden = stored.get(redacted) ?? 0;
  stored.delete(redacted);
  const said = count(toKept(customer.said));
  const told = isToldInOrder(story, id) ? customer.saidToHumans : [];
  const owed = count(toKept([...customer.answeredWords, ...told]));
  const strange = [...stored].filter(([text, times]) => times > (said.get(text) ?? 0));
  const missing = [...owed].map(([text, times]) => Math.max(0, times - (stored.get(text) ?? 0)));
  const isComplete = missing.reduce((sum, times) => sum + times, 0) <= hidden;
  return strange.length === 0 && isComplete
    ? []
    : [`said at the vendor: ${customer.said.join(' | ')}, stored is ${customersWords(messages).join(' | ')}`];
}

/**
 * False also when a human's whole stay came too late, or we learnt by asking that it was over: what is told of it afterwards cannot be told
 * from words to the bot.
 */
function isToldInOrder({ world, found }: Story, id: string): boolean {
  const events = found.events.get(id) ?? [];
  const isLate = events.some(
    ({ type, data }) =>
      (type === 'desk-event-taken' && data['at'] === null) ||
      (type === 'desk-event-noted' && data['event'] === 'agent-joined'),
  );
  return !(world.operators.isUnordered || isLate);
}

/** Every word for the customer was heard as often as it was meant; what was dropped because a human came may have been heard before. */
function checkHeard(story: Story, { customer, messages, state: now }: Heard): string[] {
  const heard = count(
    toKept(customer.heard).filter((text) => !holdingTexts.some((holding) => text.startsWith(holding))),
  );
  const forCustomer = messages.filter(({ isForCustomer }) => isForCustomer);
  // Words that were on their way when a human took over are not said again, and nobody can tell whether they had arrived.
  const owed = forCustomer.filter((message) => message.state !== 'dropped' && !isSuperseded(message, now));
  const least = count(owed.map(({ text }) => text));
  const most = count(forCustomer.map(({ text }) => text));
  // The bot platform does not ask again: when a kill cuts off the answer to the last message, nothing comes that could bring its words.
  const unsent = customer.isZobot
    ? forCustomer.filter(({ state }) => state !== 'delivered').map(({ text }) => text)
    : [];
  unsent.push(...wordsForBrokenRequests(story, customer));
  const lost = [...least].filter(([text, times]) => (heard.get(text) ?? 0) < times && !unsent.includes(text));
  // A response of the bot platform whose arrival could not be noted is given again, and a promised answer that ended unclear; nothing else is.
  const again = count(customer.isZobot ? toKept([...customer.heardAgain, ...wordsOfUnclearAnswers(story)]) : []);
  const doubled = [...heard].filter(([text, times]) => times > (most.get(text) ?? 0) + (again.get(text) ?? 0));
  return [
    ...lost.map(([text, times]) => `lost: "${text}" heard ${heard.get(text) ?? 0} of ${times} times`),
    ...doubled.map(([text, times]) => `doubled: "${text}" heard ${times} instead of ${most.get(text) ?? 0} times`),
  ];
}

/** What an operator says reaches the customer as it was said, however it is kept. */
function checkExactWords({ world }: Story, { heard }: Customer): string[] {
  const said = new Set(
    world.operators.events.flatMap(({ event }) => (event.type === 'agent-said' ? [event.text] : [])),
  );
  return heard
    .filter((text) => text.startsWith('operator says') && !said.has(text))
    .map((text) => `no operator said "${text}"`);
}

/** Words promised with "pending" in an answer that was cut off, and finished by a node that died in the same moment. */
const wordsForBrokenRequests = (story: Story, customer: Customer): string[] =>
  promisedAnswers(story)
    .filter(({ data }) => customer.broken.has(String(data['requestId'])))
    .flatMap((effect) => wordsOf(story, effect));

/** Words of promised answers whose time was up before it was clear that they had arrived. */
const wordsOfUnclearAnswers = (story: Story): string[] =>
  promisedAnswers(story)
    .filter(({ status }) => status === 'failed')
    .flatMap((effect) => wordsOf(story, effect));

const promisedAnswers = ({ found }: Story) => found.effects.filter(({ kind }) => kind === 'finish-deferred');

function wordsOf({ found }: Story, { conversationId, progress }: SeenEffect): string[] {
  const { plan } = progress;
  const seqs = isJsonObject(plan) && Array.isArray(plan['seqs']) ? plan['seqs'] : [];
  const messages = found.messages.get(conversationId) ?? [];
  return messages.filter(({ seq }) => seqs.includes(seq)).map(({ text }) => text);
}

function count(texts: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

/** Only a code that was mailed proves an address, and three wrong ones end it. */
function checkCodes({ found }: Story, { id, customer }: Heard): string[] {
  const events = found.events.get(id) ?? [];
  const proofs = events.filter(({ type }) => type === 'address-verified').length;
  return proofs <= customer.codesSaid.right ? [] : [`an address was proved by a wrong code (${proofs} proofs)`];
}
