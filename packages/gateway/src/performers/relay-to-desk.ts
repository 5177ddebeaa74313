import type { Desk, DeskConversationId } from '@baton/core';
import { listHistoryPieces, listRelayed } from './desk-history.ts';
import {
  definePerformer,
  done,
  notConfigured,
  type Performed,
  type PerformerTools,
  withoutReport,
} from './performer.ts';

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
    const arrived = sent.value[history.length + action.position - 1];
    if (arrived !== undefined) return arrived.text === missingLine(tools, state.locale) ? wordsRefused(leg.key) : done;
  }
  const id = `${action.legKey}:${action.position}`;
  const sent = await desk.send(leg.reference, { id, kind: 'words', text: action.text });
  return sent.type === 'refused' && sent.code === 'invalid'
    ? leaveLine(tools, { desk, reference: leg.reference, id, legKey: leg.key, locale: state.locale })
    : withoutReport(sent);
});

type Place = { desk: Desk; reference: DeskConversationId; id: string; legKey: string; locale: string };

/** The vendor will never take these words: a line stands in their place, by which a repetition is recognised, and the customer is told. */
async function leaveLine(
  { context }: PerformerTools,
  { desk, reference, id, legKey, locale }: Place,
): Promise<Performed> {
  const said = await desk.send(reference, { id, kind: 'note', text: missingLine({ context }, locale) });
  return said.type === 'ok' ? wordsRefused(legKey) : withoutReport(said);
}

const missingLine = ({ context }: Pick<PerformerTools, 'context'>, locale: string): string =>
  context.texts.render(locale, 'customer-words-missing');

const wordsRefused = (legKey: string): Performed => ({
  type: 'done',
  report: { type: 'settle-refused-words', legKey },
});
