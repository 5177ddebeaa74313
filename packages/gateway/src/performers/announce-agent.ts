import { definePerformer, done, notConfigured, withoutReport } from './performer.ts';

/** Said a second time it would be heard twice; after an unclear end it is left, for the operator's first words tell as much. */
export const perform = definePerformer('announce-agent', async ({ ports, store }, { effect, action, state }) => {
  const news = ports.channels[state.channel]?.news ?? null;
  if (news === null) return notConfigured;
  if (effect.progress['isSent'] === true) return done;
  await store.outbox.recordProgress(effect.id, { isSent: true });
  const told = await news.assigned(state.chatId, { id: action.agentId, name: action.agentName });
  if (told.type === 'retry' && told.isAmbiguous) return done;
  if (told.type === 'retry') await store.outbox.recordProgress(effect.id, {});
  return withoutReport(told);
});
