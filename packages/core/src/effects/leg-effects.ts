import { z } from 'zod';
import type { ConversationState, Leg } from '../conversation/state.ts';

/** Legs used to be named after their handoff, which had only one. */
export const legKeySchema = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.preprocess(
    (stored) => {
      if (typeof stored !== 'object' || stored === null || 'legKey' in stored || !('handoffKey' in stored))
        return stored;
      const { handoffKey, ...rest } = stored;
      return { ...rest, legKey: handoffKey };
    },
    z.object({ legKey: z.string(), ...shape }),
  );

/** The leg of a key while it is the present one; a leg of an earlier try is nobody's any more. */
function findLeg({ handoff }: ConversationState, legKey: string): Leg | null {
  return handoff !== null && handoff.leg.key === legKey ? handoff.leg : null;
}

/** Why nothing more is to be done for a leg, or null while it goes on. */
export function findEndOfLeg(action: { legKey: string }, state: ConversationState): string | null {
  const leg = findLeg(state, action.legKey);
  return leg === null || leg.phase === 'over' ? 'the leg is over' : null;
}

/** Why nothing can be done for a leg any more: another one is the present one. */
export const findForgottenLeg = (action: { legKey: string }, state: ConversationState): string | null =>
  findLeg(state, action.legKey) === null ? 'the leg is no longer known' : null;

/** Each leg has a lane of its own, so that a stuck relay never delays the next desk. */
export const legLane = ({ legKey }: { legKey: string }): string => `leg-${legKey}`;

export const deskRetry = { type: 'budget', budgetMs: 30_000 } as const;
