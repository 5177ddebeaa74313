import type { Assurance, ConversationState } from './state.ts';
import type { TurnBuilder } from './turn.ts';

/** What was proved ends after this time without a word of the customer, and with the chat. */
const proofEndsMs = 30 * 60_000;

/** The address that the customer has proved to own; null when there is none, or the proof is over. */
export function readProof(turn: TurnBuilder): { email: string; accounts: string[] } | null {
  const { verifiedEmail: email, verifiedAccounts: accounts } = turn.state();
  return email === null || isOver(turn.state(), turn.context.now) ? null : { email, accounts };
}

/** How sure we are who the customer is, as long as what was proved lasts. */
export function readAssurance(turn: TurnBuilder): Assurance {
  const { assurance } = turn.state();
  return assurance === 'verified' && readProof(turn) === null ? 'known' : assurance;
}

/** Forgets what was proved when the customer was silent for too long. Before anything else is made of their next words. */
export function endOldProof(turn: TurnBuilder): void {
  if (turn.state().verifiedEmail !== null && isOver(turn.state(), turn.context.now)) turn.emit({ type: 'proof-ended' });
}

const isOver = ({ lastCustomerAt }: ConversationState, now: Date): boolean =>
  lastCustomerAt === null || now.getTime() - Date.parse(lastCustomerAt) > proofEndsMs;
