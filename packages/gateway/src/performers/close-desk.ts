import { type Desk, type DeskConversationId, type DeskOpening, deskConversationId, type PortResult } from '@baton/core';
import { definePerformer, done, notConfigured, withoutReport } from './performer.ts';

/** Last words at a desk, once, and the end of the chat there where the vendor lets us. */
export const perform = definePerformer('close-desk', async ({ ports }, { effect, action, state }) => {
  const desk = ports.desks[action.desk];
  if (desk === undefined) return notConfigured;
  const { name, ...customer } = state.customer;
  const opening = { handoffKey: action.legKey, customer: { ...customer, name: name ?? '' } };
  const found = await findChat(desk, action.reference, opening);
  if (found.type !== 'ok') return withoutReport(found);
  const reference = found.value;
  // It was never opened.
  if (reference === null) return done;
  const standing = await desk.readStanding(reference);
  if (standing.type !== 'ok') return withoutReport(standing);
  if (standing.value === 'over') return done;
  if (effect.attempts === 1 || !(await wasSaid(desk, reference, action.text))) {
    const said = await desk.send(reference, { id: `${action.legKey}:end`, kind: 'note', text: action.text });
    if (said.type !== 'ok') return withoutReport(said);
  }
  return desk.close === null ? done : withoutReport(await desk.close(reference));
});

function findChat(
  desk: Desk,
  reference: string | null,
  opening: Pick<DeskOpening, 'handoffKey' | 'customer'>,
): Promise<PortResult<DeskConversationId | null>> {
  return reference === null
    ? desk.findOpened(opening)
    : Promise.resolve({ type: 'ok', value: deskConversationId(reference) });
}

async function wasSaid(desk: Desk, reference: DeskConversationId, text: string): Promise<boolean> {
  const sent = await desk.listSent(reference);
  return sent.type === 'ok' && sent.value.at(-1)?.text === text;
}
