import type {
  BotContext,
  ConversationCommand,
  ConversationState,
  EffectAction,
  EffectKind,
  PortResult,
} from '@baton/core';
import type { Effect, Message, Store } from '@baton/store';
import type { WordsBox } from '../engine/exact-words.ts';
import type { GatewayPorts } from '../engine/ports.ts';

/**
 * What trying an effect came to. `report`: what the conversation is told. `said`: messages whose exact words nobody needs any more. `unsaid`:
 * messages that have to be said another way.
 */
export type Performed =
  | { type: 'done'; report: ConversationCommand | null; said?: number[] }
  /** Repeating is pointless; `report` null leaves it to the effect's definition. */
  | { type: 'refused'; code: string; report: ConversationCommand | null; unsaid?: number[] }
  /** `since`: from when its time is counted; default since it was decided. */
  | { type: 'retry'; code: string; retryAfterMs: number | null; unsaid?: number[]; since?: Date }
  /** Nothing failed; it is only too early. */
  | { type: 'wait'; code: string; delayMs: number; unsaid?: number[] };

export type PerformerTools = {
  ports: GatewayPorts;
  store: Pick<Store, 'conversations' | 'outbox' | 'transaction'>;
  context: BotContext;
  secretBox: WordsBox;
  deriveCode(challengeId: string): string;
  /** How long an unclear create is looked for before it is repeated, in milliseconds. */
  createSettleMs: number;
};

/** `effect.attempts` above 1: an earlier try may have arrived. */
export type PerformerTask<Kind extends EffectKind = EffectKind> = {
  effect: Effect;
  action: EffectAction<Kind>;
  state: ConversationState;
};

/** Turns one kind of effect into calls of ports. It may run twice, so it looks before it repeats where the vendor allows. */
export type Performer<Kind extends EffectKind> = (
  tools: PerformerTools,
  task: PerformerTask<Kind>,
) => Promise<Performed>;

/** Checks a performer against the kind of effect it is for. */
export const definePerformer = <Kind extends EffectKind>(_kind: Kind, perform: Performer<Kind>): Performer<Kind> =>
  perform;

export const done: Performed = { type: 'done', report: null };

/** The messages have reached the customer, or may have and are not said again. */
export const doneSaying = (messages: Message[]): Performed => ({
  ...{ type: 'done', report: null },
  said: messages.filter(({ sealed }) => sealed !== null).map(({ seq }) => seq),
});

export const toRetry = (failure: { code: string; retryAfterMs: number | null }): Performed => ({
  type: 'retry',
  code: failure.code,
  retryAfterMs: failure.retryAfterMs,
});

/** For calls whose value matters to nobody. */
export function withoutReport(outcome: PortResult<unknown>): Performed {
  if (outcome.type === 'ok') return done;
  return outcome.type === 'retry' ? toRetry(outcome) : { type: 'refused', code: outcome.code, report: null };
}

/** A vendor that is configured no more. What is given up so is a dead letter, to be replayed once it is there again. */
export const notConfigured: Performed = { type: 'refused', code: 'not-configured', report: null };
