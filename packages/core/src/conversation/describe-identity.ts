import type { CustomerText } from '../texts/customer-text.ts';
import type { CheckedAccount } from '../workflow/checked-account.ts';
import { readAssurance, readProof } from './proof.ts';
import type { TurnBuilder } from './turn.ts';

/** How sure we are who the customer is, and which address was proved; for operators and tickets. */
export function describeIdentity(turn: TurnBuilder): string {
  const proof = readProof(turn);
  const name = turn.text('assurance-name', { assurance: readAssurance(turn) });
  return proof === null ? name : turn.text('identity-proved', { assurance: name, email: proof.email });
}

/** One line for each account the case is about: whether it was verified. A proof that is over vouches for nothing any more. */
export function describeAccounts(turn: TurnBuilder, accounts: CheckedAccount[]): CustomerText[] {
  const proof = readProof(turn);
  return accounts.map((account) => {
    const isProved = account.standing !== 'not-verified' && account.email === proof?.email;
    if (!isProved) return turn.text('account-not-verified', { account: account.name });
    const facts = { account: account.name, email: account.email };
    if (account.standing === 'verified') return turn.text('account-verified', facts);
    const claimed = turn.state().customer.email ?? turn.text('email-not-given');
    return turn.text('account-of-another', { ...facts, claimed });
  });
}
