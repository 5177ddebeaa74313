import { randomBytes } from 'node:crypto';
import type { Collection, EmulatorHost, Row } from '@baton/emulator-kit';

export type TokenType = 'user' | 'org';
export type RefreshRow = Row & {
  token: string;
  clientId: string;
  scopes: string[];
  type: TokenType;
  /** Epoch milliseconds. */
  createdAt?: number;
};
type AccessRow = Row & { token: string; refreshId: string; scopes: string[]; type: TokenType; expiresAt: number };
export type ClientRow = Row & { secret: string };

export type Tokens = {
  clients: Collection<ClientRow>;
  refreshTokens: Collection<RefreshRow>;
  accessTokens: Collection<AccessRow>;
};

const liveMax = 10;
const refreshMax = 20;
const lifeMs = 3_600_000;

/** `1000.<32 hex>.<32 hex>` (contract zoho-oauth §4). */
export const makeToken = (): string => `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`;

export const openTokens = (host: EmulatorHost): Tokens => ({
  clients: host.collection<ClientRow>('accounts', 'clients', { isInternal: true }),
  refreshTokens: host.collection<RefreshRow>('accounts', 'refresh-tokens', { isInternal: true }),
  accessTokens: host.collection<AccessRow>('accounts', 'access-tokens', { isInternal: true }),
});

type Grant = { clientId: string; scopes: string[]; type: TokenType };

/**
 * A new refresh token. There is one person and one instance behind the emulator, so the cap of 20 counts per client and kind; the
 * 21st silently deletes the oldest, in use or not (contract zoho-oauth §8).
 */
export function issueRefreshToken(host: EmulatorHost, tokens: Tokens, grant: Grant): RefreshRow {
  const held = refreshTokensOf(tokens, grant);
  for (const row of held.slice(0, Math.max(0, held.length - refreshMax + 1))) dropRefreshToken(tokens, row.id);
  const createdAt = host.clock.now().getTime();
  return tokens.refreshTokens.insert({ id: host.nextId(), token: makeToken(), ...grant, createdAt });
}

export const refreshTokensOf = (tokens: Tokens, { clientId, type }: Omit<Grant, 'scopes'>): RefreshRow[] =>
  tokens.refreshTokens.list().filter((row) => row.clientId === clientId && row.type === type);

/** Ends the refresh token and the access tokens made from it (contract zoho-oauth §7). */
export function dropRefreshToken(tokens: Tokens, id: string): void {
  tokens.refreshTokens.remove(id);
  for (const row of tokens.accessTokens.list()) if (row.refreshId === id) tokens.accessTokens.remove(row.id);
}

type AccessGrant = { id: string; scopes: string[]; type: TokenType };

/** A new access token; the eleventh live one of a refresh token pushes the oldest out (contract zoho-oauth §8). */
export function issueAccessToken(host: EmulatorHost, tokens: Tokens, { id, scopes, type }: AccessGrant): string {
  const now = host.clock.now().getTime();
  const live = tokens.accessTokens.list().filter((row) => row.refreshId === id && row.expiresAt > now);
  for (const row of live.slice(0, Math.max(0, live.length - liveMax + 1))) tokens.accessTokens.remove(row.id);
  const row = { id: host.nextId(), token: makeToken(), refreshId: id, scopes, type, expiresAt: now + lifeMs };
  return tokens.accessTokens.insert(row).token;
}
