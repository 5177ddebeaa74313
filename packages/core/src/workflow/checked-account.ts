/**
 * An account that a workflow was to verify, by the name it was asked for. `verified`: a code proved the address it is registered with.
 * `other-address`: so it did, and the customer goes by another address, so that it vouches for nobody.
 */
export type CheckedAccount =
  | { name: string; standing: 'not-verified' }
  | { name: string; standing: 'verified' | 'other-address'; email: string };
