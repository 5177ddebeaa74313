import type { z } from 'zod';
import type { ConversationCommand } from '../conversation/commands.ts';
import type { ConversationState } from '../conversation/state.ts';

/**
 * How long a failed effect is tried again. `patient`: for days, with an alarm; what must never be dropped. `budget`: until this time since
 * it was decided is up, in milliseconds; then `onGivenUp` reports.
 */
export type RetryPolicy = { type: 'patient' } | { type: 'budget'; budgetMs: number };

/** Everything the engine must know of one kind of effect besides how to perform it. */
export type EffectDefinition<Action extends { kind: string }> = {
  kind: Action['kind'];
  /** Reads what was stored, also what earlier versions stored. */
  schema: z.ZodType<Action>;
  /** Effects of one conversation towards one destination are strictly first-in first-out. */
  destination(action: Action): string;
  retry: RetryPolicy;
  /** Why it must not be performed any more in this state, or null when it may. Asked before every try. */
  findStaleReason(action: Action, state: ConversationState): string | null;
  /** What is reported when it was refused or its time is up; null when nobody has to know. */
  onGivenUp(action: Action, code: string): ConversationCommand | null;
};

type DefinitionOf<Schema extends z.ZodType<{ kind: string }>> = EffectDefinition<z.output<Schema>> & { schema: Schema };

/** Checks a definition against the action that its schema reads. */
export const defineEffect = <Schema extends z.ZodType<{ kind: string }>>(
  definition: DefinitionOf<Schema>,
): DefinitionOf<Schema> => definition;

/** For effects that stay right whatever happens meanwhile. */
export const neverStale = (): null => null;
