import type { Collection, EmulatorHost, Row } from '@baton/emulator-kit';
import { makeToken, type TokenType } from './tokens.ts';

export type CodeRow = Row & {
  code: string;
  clientId: string;
  /** Null for a code of a Self Client, which is exchanged without one. */
  redirectUri: string | null;
  scopes: string[];
  type: TokenType;
  isOffline: boolean;
  /** `prompt=consent`: a new refresh token even when there is one. */
  isForced: boolean;
  expiresAt: number;
};

export const openCodes = (host: EmulatorHost): Collection<CodeRow> =>
  host.collection<CodeRow>('accounts', 'codes', { isInternal: true });

export type CodeGrant = {
  clientId: string;
  redirectUri: string | null;
  scopes: string[];
  type: TokenType;
  isOffline: boolean;
  isForced: boolean;
  /** On the emulator's clock; 60 seconds by default (contract zoho-oauth §3.3). */
  lifeMs?: number;
};

/** A new code, good for one exchange. */
export function issueCode(
  host: EmulatorHost,
  codes: Collection<CodeRow>,
  { lifeMs = 60_000, ...grant }: CodeGrant,
): string {
  const expiresAt = host.clock.now().getTime() + lifeMs;
  return codes.insert({ id: host.nextId(), code: makeToken(), ...grant, expiresAt }).code;
}

export const splitScopes = (scope: string): string[] => scope.split(/[ ,]+/).filter((one) => one !== '');
