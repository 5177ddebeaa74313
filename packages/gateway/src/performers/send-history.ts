import { listHistoryPieces } from './desk-history.ts';
import { definePerformer, done, notConfigured, toRetry, withoutReport } from './performer.ts';

export const perform = definePerformer('send-history', async (tools, { effect, action, state }) => {
  const desk = tools.ports.desks[action.desk];
  if (desk === undefined) return notConfigured;
  const leg = state.handoff?.leg;
  const reference = leg?.reference ?? null;
  if (reference === null && leg?.phase === 'over') return { type: 'refused', code: 'desk-not-open', report: null };
  if (reference === null) return toRetry({ code: 'desk-not-open', retryAfterMs: null });
  const pieces = await listHistoryPieces(tools, { desk, state, toSeq: action.toSeq });
  let sentCount = 0;
  if (effect.attempts > 1) {
    const sent = await desk.listSent(reference);
    if (sent.type !== 'ok') return withoutReport(sent);
    sentCount = sent.value.length;
  }
  for (const piece of pieces.slice(sentCount)) {
    const result = await desk.send(reference, piece);
    if (result.type !== 'ok') return withoutReport(result);
  }
  return done;
});
