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
  for (const [index, text] of pieces.entries()) {
    if (index < sentCount) continue;
    const id = `${action.legKey}:h${index + 1}`;
    const result = await desk.send(reference, { id, kind: 'history', text });
    if (result.type !== 'ok') return withoutReport(result);
  }
  return done;
});
