import type { KnownPerson } from '../ports/identity-directory.ts';
import type { Priority } from '../ports/ticket-system.ts';
import type { TextKey } from '../texts/catalogue.ts';
import type { CustomerText } from '../texts/customer-text.ts';
import type { ValuesArgument } from '../texts/texts.ts';

/** One stay of a run at a step. What was asked for during an earlier stay answers nobody any more. */
export type RunVisit = { run: string; visit: number };

/** What comes in while a run waits. */
export type StepInput =
  | { type: 'answer'; text: string }
  | {
      type: 'identity-looked-up';
      result: { type: 'match'; person: KnownPerson } | { type: 'none' } | { type: 'unavailable' };
    }
  /** The code of this challenge was never sent. */
  | { type: 'code-undeliverable'; challengeId: string }
  /** The time that the step asked for with `wakeAfter` is over. */
  | { type: 'time-is-up' };

/** What moves a run: what its step may hear, or the wish to go back. */
export type WorkflowInput = StepInput | { type: 'back' };

/** What a step asks the conversation to do. */
export type WorkflowOutput =
  | { type: 'say'; text: CustomerText; suggestions: CustomerText[] }
  | { type: 'look-up-identity'; email: string; askedBy: RunVisit }
  /** The register knows the address. */
  | { type: 'identify'; person: KnownPerson }
  /** A code came back from this address. */
  | { type: 'prove-address'; email: string }
  /** `to` null: nobody is registered, so that nothing is sent; the challenge counts all the same. */
  | { type: 'send-code'; challengeId: string; to: string | null }
  | { type: 'request-ticket'; subject: string; lines: string[]; priority: Priority; tags: string[] }
  | { type: 'request-handoff'; reason: string }
  | { type: 'wake-after'; delayMs: number; at: RunVisit };

export type WorkflowOutcome = 'solved' | 'ticket' | 'handoff' | 'cancelled';

/** What a step knows besides its run. It is read anew for every step, so that each sees what the one before has come to. */
export type WorkflowContext = {
  customer: { name: string | null; email: string | null; phone: string | null };
  assurance: 'anonymous' | 'claimed' | 'known' | 'verified';
  /** The address that was proved by a code in this conversation. */
  verifiedEmail: string | null;
  nextChallengeId: string;
  /** How many codes may still be sent in this conversation. */
  challengesLeft: number;
  /** Is this the code of the challenge? */
  checkCode(challengeId: string, digits: string): boolean;
  /** Words of the catalogue in the language of the conversation. */
  text<Key extends TextKey>(key: Key, ...values: ValuesArgument<Key>): CustomerText;
};
