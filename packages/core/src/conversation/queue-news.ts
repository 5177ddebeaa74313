import { acceptMsOf } from './chain.ts';
import type { Leg } from './state.ts';
import type { TurnBuilder } from './turn.ts';

/** Of fewer answers nothing is foretold. */
const answersMin = 3;

/** While a customer waits at a desk of ours, the place in the queue is looked at now and then. */
export function watchQueue(turn: TurnBuilder, { key: legKey, route, desk }: Leg): void {
  const { queueNewsMs } = turn.settings.chain;
  if (route === 'forward' || queueNewsMs === 0 || queueNewsMs >= acceptMsOf(turn, desk)) return;
  turn.setTimer({ name: 'queue-look', legKey }, queueNewsMs);
}

/** Tells a change of the place once, with what can be expected when that is known. Who is alone and of whom nothing is known is told nothing. */
export function lookAtQueue(turn: TurnBuilder, legKey: string): void {
  const leg = turn.state().handoff?.leg;
  if (leg?.key !== legKey || leg.phase === 'connected' || leg.phase === 'over') return;
  watchQueue(turn, leg);
  const { live, answerMs } = turn.deskLoad(leg.desk);
  const waiting = live.filter(({ phase }) => phase !== 'connected');
  const position = 1 + waiting.filter((other) => other.legKey !== legKey && other.since < leg.startedAt).length;
  const minutes = expectMinutes(answerMs, turn.context.now.getTime() - Date.parse(leg.startedAt));
  if (position === leg.toldPosition || (leg.toldPosition === null && position === 1 && minutes === null)) return;
  turn.emit({ type: 'queue-told', legKey, position });
  turn.say(
    minutes === null
      ? turn.text('queue-position', { position })
      : turn.text('queue-position-and-time', { position, minutes }),
  );
}

/** How many minutes more it should take, by half of the recent answers; null when that is not known, or is over already. */
function expectMinutes(answerMs: readonly number[], waitedMs: number): number | null {
  if (answerMs.length < answersMin) return null;
  const sorted = [...answerMs].sort((left, right) => left - right);
  const leftMs = (sorted[Math.floor(sorted.length / 2)] ?? 0) - waitedMs;
  return leftMs > 0 ? Math.ceil(leftMs / 60_000) : null;
}
