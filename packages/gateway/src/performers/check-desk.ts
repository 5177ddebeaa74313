import { deskConversationId } from '@baton/core';
import { definePerformer, notConfigured, withoutReport } from './performer.ts';

export const perform = definePerformer('check-desk', async ({ ports }, { action }) => {
  const { desk: name, legKey, reference, isAfterSilence } = action;
  const desk = ports.desks[name];
  if (desk === undefined) return notConfigured;
  const standing = await desk.readStanding(deskConversationId(reference));
  if (standing.type !== 'ok') return withoutReport(standing);
  return { type: 'done', report: { type: 'settle-standing', legKey, standing: standing.value, isAfterSilence } };
});
