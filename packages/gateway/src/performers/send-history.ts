import type { Desk, DeskConversationId, PortResult } from '@baton/core';
import type { Effect } from '@baton/store';
import { z } from 'zod';
import { listHistoryPieces } from './desk-history.ts';
import { definePerformer, done, notConfigured, type Performed, toRetry, withoutReport } from './performer.ts';

/** Pieces sent at one go; then others of the process have their turn, and it can be stopped. */
const piecesAtOnce = 25;

/** `isClear`: the desk has exactly `sent` pieces. `at`: when the last piece went, by which the time for the next is counted. */
const progressSchema = z.object({ sent: z.number(), isClear: z.boolean(), at: z.string() });

type Progress = z.infer<typeof progressSchema>;

/**
 * Tells the desk what was written before, in order. How far it came is noted before and after each go, so that a try that was cut off goes
 * on where it stopped: only then the desk's transcript has to tell how much has arrived.
 */
export const perform = definePerformer('send-history', async (tools, { effect, action, state }) => {
  const desk = tools.ports.desks[action.desk];
  if (desk === undefined) return notConfigured;
  const leg = state.handoff?.leg;
  const reference = leg?.reference ?? null;
  if (reference === null && leg?.phase === 'over') return { type: 'refused', code: 'desk-not-open', report: null };
  if (reference === null) return toRetry({ code: 'desk-not-open', retryAfterMs: null });
  const pieces = await listHistoryPieces(tools, { desk, state, toSeq: action.toSeq });
  const before = progressSchema.safeParse(effect.progress).data ?? null;
  const from = await findStart(desk, { reference, effect, before });
  if (from.type !== 'ok') return countedFrom(withoutReport(from), readTime(effect, before));
  const go = { pieces: pieces.slice(from.value, from.value + piecesAtOnce), from: from.value, legKey: action.legKey };
  const note = (progress: Omit<Progress, 'at'>, at: Date): Promise<void> =>
    tools.store.outbox.recordProgress(effect.id, { ...progress, at: at.toISOString() });
  if (go.pieces.length > 0) await note({ sent: go.from, isClear: false }, readTime(effect, before));
  const { sent, failure } = await sendPieces(desk, reference, go);
  const at = sent > go.from ? effect.claimedAt : readTime(effect, before);
  if (failure === null && sent === pieces.length) return done;
  if (failure === null || (failure.type === 'retry' && !failure.isAmbiguous)) await note({ sent, isClear: true }, at);
  if (failure === null) return { type: 'wait', code: 'history-goes-on', delayMs: 0 };
  return countedFrom(withoutReport(failure), at);
});

type Start = { reference: DeskConversationId; effect: Effect; before: Progress | null };

/** How many pieces the desk has. */
async function findStart(desk: Desk, { reference, effect, before }: Start): Promise<PortResult<number>> {
  if (before?.isClear === true || effect.attempts === 1) return { type: 'ok', value: before?.sent ?? 0 };
  const listed = await desk.listSent(reference);
  return listed.type === 'ok' ? { type: 'ok', value: listed.value.length } : listed;
}

type Go = { pieces: string[]; from: number; legKey: string };
type Gone = { sent: number; failure: Exclude<PortResult<null>, { type: 'ok' }> | null };

async function sendPieces(desk: Desk, reference: DeskConversationId, { pieces, from, legKey }: Go): Promise<Gone> {
  let sent = from;
  for (const text of pieces) {
    const result = await desk.send(reference, { id: `${legKey}:h${sent + 1}`, kind: 'history', text });
    if (result.type !== 'ok') return { sent, failure: result };
    sent += 1;
  }
  return { sent, failure: null };
}

/** When the last piece went, or the wish for all of them was decided. */
const readTime = ({ createdAt }: Effect, before: Progress | null): Date =>
  before === null ? createdAt : new Date(before.at);

/** A long history takes its time: only what stands still uses up the time for a failing desk. */
const countedFrom = (performed: Performed, since: Date): Performed =>
  performed.type === 'retry' ? { ...performed, since } : performed;
