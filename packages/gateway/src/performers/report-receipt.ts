import { type DeskReceipt, deskConversationId } from '@baton/core';
import type { Message } from '@baton/store';
import { definePerformer, done, notConfigured, type PerformerTools, withoutReport } from './performer.ts';

/** A message that nobody has fetched for this long is told as not delivered, in milliseconds. */
const fetchedWithinMs = 15 * 60_000;
/** How soon it is looked at again: after half as long as it has waited, within these. */
const lookMs = { least: 500, most: 60_000 };

/** Whether a message arrived is known here alone, so it is looked at until it has, or that took too long. */
export const perform = definePerformer('report-receipt', async (tools, { effect, action, state }) => {
  const { desk: name, reference, messageId, seq } = action;
  const desk = tools.ports.desks[name];
  if (desk === undefined) return notConfigured;
  const [message] = await tools.store.conversations.listMessages(state.id, { fromSeq: seq, toSeq: seq });
  if (desk.receipts === null || message === undefined) return done;
  const ageMs = effect.claimedAt.getTime() - effect.createdAt.getTime();
  const receipt = toReceipt(tools, { message, isLate: ageMs >= fetchedWithinMs, locale: state.locale });
  if (receipt === null)
    return { type: 'wait', code: 'not-fetched-yet', delayMs: Math.min(lookMs.most, Math.max(lookMs.least, ageMs / 2)) };
  return withoutReport(await desk.receipts.report(deskConversationId(reference), messageId, receipt));
});

type Fate = { message: Message; isLate: boolean; locale: string };

/** Null while it may still arrive. */
function toReceipt({ context }: PerformerTools, { message, isLate, locale }: Fate): DeskReceipt | null {
  if (message.state === 'delivered') return { type: 'delivered' };
  if (message.state === 'dropped') return { type: 'failed', reason: context.texts.render(locale, 'receipt-not-said') };
  return isLate ? { type: 'failed', reason: context.texts.render(locale, 'receipt-not-fetched') } : null;
}
