import type { EmulatorRequest } from './operation.ts';

/** What the access token of a request is good for. */
export type TokenCheck =
  | { ok: true; holder: 'user' | 'org'; covers(scope: string): boolean }
  | { ok: false; reason: 'missing' | 'invalid' | 'expired' };

/** The product that gives out the access tokens which the products beside it take. It asks for none itself. */
export interface TokenIssuer {
  vendor: string;
  check(request: EmulatorRequest): TokenCheck;
  /** Ends the access token of a request before its time, or its whole grant, because a fault wants it. */
  spoil(kind: 'token-expired' | 'token-revoked', request: EmulatorRequest): void;
}
