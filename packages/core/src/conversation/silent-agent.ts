import { failLeg } from './handoff.ts';
import type { Leg } from './state.ts';
import type { TurnBuilder } from './turn.ts';

/** How long a human who has the chat may let a customer wait for an answer, unless the desk's step says otherwise, in milliseconds. */
const usualSilenceMs = 15 * 60_000;

/**
 * A human who has the chat and does not answer: the customer waits since the words that nobody answered, or since that human came. Where the
 * customer writes in the vendor's own chat, the bot does not hear the customer, and the vendor's own rules hold.
 */
export function awaitAnswer(turn: TurnBuilder, { key: legKey, desk, route, awaitedSeq }: Leg): void {
  const silentMs = turn.settings.chain.steps[desk]?.silentMs ?? usualSilenceMs;
  if (route === 'forward' || silentMs === 0 || awaitedSeq === null) return;
  turn.setTimer({ name: 'agent-silent', legKey, sinceSeq: awaitedSeq }, silentMs);
}

/** As `awaitAnswer`, when the customer's last words are the first that wait for one. */
export function awaitAnswerToLastWords(turn: TurnBuilder): void {
  const leg = turn.state().handoff?.leg;
  if (leg?.phase === 'connected' && leg.awaitedSeq === turn.state().messageCount) awaitAnswer(turn, leg);
}

/** Takes the chat back, unless there was a word since; the next desk is asked, and after the last there is a ticket. */
export function noticeSilentAgent(turn: TurnBuilder, { legKey, sinceSeq }: { legKey: string; sinceSeq: number }): void {
  const leg = turn.state().handoff?.leg;
  // That nobody is there any more has a time of its own.
  if (leg?.key !== legKey || leg.phase !== 'connected' || leg.agentName === null) return;
  if (leg.awaitedSeq === null || leg.awaitedSeq > sinceSeq) return;
  turn.announce(turn.text('agent-silent', { agent: leg.agentName }));
  failLeg(turn, legKey, 'human-silent');
}
