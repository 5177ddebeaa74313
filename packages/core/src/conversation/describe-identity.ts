import type { TurnBuilder } from './turn.ts';

/** How sure we are who the customer is, and which address was proved; for operators and tickets. */
export function describeIdentity(turn: TurnBuilder): string {
  const { assurance, verifiedEmail } = turn.state();
  const name = turn.text('assurance-name', { assurance });
  return verifiedEmail === null ? name : turn.text('identity-proved', { assurance: name, email: verifiedEmail });
}
