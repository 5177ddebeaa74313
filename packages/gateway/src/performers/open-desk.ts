import type { DeskConversationId, DeskOpening } from '@baton/core';
import { definePerformer, notConfigured, type Performed, withoutReport } from './performer.ts';

export const perform = definePerformer('open-desk', async ({ ports, store, context }, { effect, action, state }) => {
  const desk = ports.desks[action.desk];
  if (desk === undefined) return notConfigured;
  const { legKey } = action;
  const { visitorId, name, email, phone } = state.customer;
  const visitor = context.texts.render(state.locale, 'summary-customer-unnamed');
  const opening: DeskOpening = {
    handoffKey: legKey,
    customer: { visitorId, name: name ?? visitor, email, phone },
    summary: action.summary,
    facts: action.facts,
    waitMs: action.waitMs,
  };
  const toDone = (reference: DeskConversationId): Performed => ({
    type: 'done',
    report: { type: 'settle-opening', legKey, reference },
  });
  if (effect.progress['isSent'] === true) {
    const found = await desk.findOpened(opening);
    if (found.type !== 'ok') return withoutReport(found);
    if (found.value !== null) return toDone(found.value);
  }
  await store.outbox.recordProgress(effect.id, { isSent: true });
  const opened = await desk.open(opening);
  if (opened.type === 'ok') return toDone(opened.value);
  if (opened.type === 'retry' && !opened.isAmbiguous) await store.outbox.recordProgress(effect.id, {});
  return withoutReport(opened);
});
