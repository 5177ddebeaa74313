import type { KnownPerson } from '../ports/identity-directory.ts';
import type { Priority } from '../ports/ticket-system.ts';
import type { TextKey } from '../texts/catalogue.ts';
import type { CustomerText } from '../texts/customer-text.ts';
import type { ValuesArgument } from '../texts/texts.ts';
import type { CheckedAccount } from './checked-account.ts';

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
  | { type: 'look-up-identity'; account: string; askedBy: RunVisit }
  /** What the register knows of the account; null: nothing. */
  | { type: 'identify'; person: KnownPerson | null }
  /** A code came back from this address; `account` is registered with it. */
  | { type: 'prove-address'; email: string; account: string }
  /** How far an account that the case is about is verified. */
  | { type: 'check-account'; account: CheckedAccount }
  /** A code is promised; whether anybody gets it or not, it counts. */
  | { type: 'issue-challenge'; challengeId: string }
  /** `to` null: nobody is registered, so that everything is done but the sending. */
  | { type: 'send-code'; challengeId: string; to: string | null }
  | { type: 'request-ticket'; subject: string; lines: string[]; priority: Priority; tags: string[] }
  | { type: 'request-handoff'; reason: string }
  | { type: 'wake-after'; delayMs: number; at: RunVisit };

export type WorkflowOutcome = 'solved' | 'ticket' | 'handoff' | 'cancelled';

/** What a step knows besides its run. It is read anew for every step, so that each sees what the one before has come to. */
export type WorkflowContext = {
  customer: { name: string | null; email: string | null; phone: string | null };
  assurance: 'anonymous' | 'claimed' | 'known' | 'verified';
  now: Date;
  /** The address that was proved by a code in this conversation, not too long ago. */
  verifiedEmail: string | null;
  /** Accounts that are registered with it. */
  verifiedAccounts: readonly string[];
  /** Whether the register can be asked for such a name at all. */
  canLookUp(account: string): boolean;
  /** Counts one more code for an account; false when there were too many lately. */
  mayIssueCode(account: string): boolean;
  nextChallengeId: string;
  /** How many codes may still be issued in this conversation. */
  challengesLeft: number;
  /** Is this the code of the challenge? */
  checkCode(challengeId: string, digits: string): boolean;
  /** Words of the catalogue in the language of the conversation. */
  text<Key extends TextKey>(key: Key, ...values: ValuesArgument<Key>): CustomerText;
};
