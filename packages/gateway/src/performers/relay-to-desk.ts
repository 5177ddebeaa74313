import { listHistoryPieces, listRelayed } from './desk-history.ts';
import { definePerformer, done, notConfigured, withoutReport } from './performer.ts';

/** After an unclear end the desk's transcript tells, by position in the lane, whether the words arrived. */
export const perform = definePerformer('relay-to-desk', async (tools, { effect, action, state }) => {
  const desk = tools.ports.desks[action.desk];
  if (desk === undefined) return notConfigured;
  const leg = state.handoff?.leg;
  if (leg === undefined || leg.key !== action.legKey || leg.reference === null)
    return { type: 'refused', code: 'desk-not-open', report: null };
  if (effect.attempts > 1) {
    const history = await listHistoryPieces(tools, { desk, state, toSeq: leg.historyToSeq });
    const sent = await listRelayed(tools, { desk, reference: leg.reference, locale: state.locale });
    if (sent.type !== 'ok') return withoutReport(sent);
    if (sent.value.length >= history.length + action.position) return done;
  }
  const id = `${action.legKey}:${action.position}`;
  return withoutReport(await desk.send(leg.reference, { id, kind: 'words', text: action.text }));
});
