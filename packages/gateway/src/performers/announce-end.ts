import { definePerformer, notConfigured, withoutReport } from './performer.ts';

/** Told twice it does no harm, so that it is simply repeated. */
export const perform = definePerformer('announce-end', async ({ ports }, { state }) => {
  const news = ports.channels[state.channel]?.news ?? null;
  if (news === null) return notConfigured;
  return withoutReport(await news.ended(state.chatId));
});
