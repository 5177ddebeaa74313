import type { ConversationState } from './state.ts';

/** How sure we are who the customer is, and which address was proved; for operators and tickets. */
export const describeIdentity = ({ assurance, verifiedEmail }: ConversationState): string =>
  verifiedEmail === null ? assurance : `${assurance}; a code proved ${verifiedEmail}`;
