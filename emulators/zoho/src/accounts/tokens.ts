import { randomBytes } from 'node:crypto';
import type { Collection, EmulatorHost, EmulatorRequest, Row } from '@baton/emulator-kit';

export type TokenType = 'user' | 'org';
type RefreshRow = Row & { token: string; clientId: string; scopes: string[]; type: TokenType };
type AccessRow = Row & { token: string; refreshId: string; scopes: string[]; type: TokenType; expiresAt: number };
type ClientRow = Row & { secret: string };

export type TokenCheck =
  | { ok: true; scopes: string[]; type: TokenType }
  | { ok: false; reason: 'missing' | 'invalid' | 'expired' };

export type Tokens = {
  clients: Collection<ClientRow>;
  refreshTokens: Collection<RefreshRow>;
  accessTokens: Collection<AccessRow>;
};

const liveMax = 10;
const lifeMs = 3_600_000;

/** `1000.<32 hex>.<32 hex>` (contract zoho-oauth §4). */
export const makeToken = (): string => `1000.${randomBytes(16).toString('hex')}.${randomBytes(16).toString('hex')}`;

export const openTokens = (host: EmulatorHost): Tokens => ({
  clients: host.collection<ClientRow>('accounts', 'clients', { isInternal: true }),
  refreshTokens: host.collection<RefreshRow>('accounts', 'refresh-tokens', { isInternal: true }),
  accessTokens: host.collection<AccessRow>('accounts', 'access-tokens', { isInternal: true }),
});

/** A new access token; the eleventh live one pushes the oldest out (contract zoho-oauth §8). */
export function issueAccessToken(host: EmulatorHost, tokens: Tokens, refresh: RefreshRow): string {
  const now = host.clock.now().getTime();
  const live = tokens.accessTokens.list().filter((row) => row.refreshId === refresh.id && row.expiresAt > now);
  for (const row of live.slice(0, Math.max(0, live.length - liveMax + 1))) tokens.accessTokens.remove(row.id);
  const { scopes, type } = refresh;
  const row = { id: host.nextId(), token: makeToken(), refreshId: refresh.id, scopes, type, expiresAt: now + lifeMs };
  return tokens.accessTokens.insert(row).token;
}

/** Checks the `Authorization` header; both spellings are taken (contract salesiq §9.4). */
export function checkToken(host: EmulatorHost, request: EmulatorRequest): TokenCheck {
  const given = /^(?:Zoho-oauthtoken|Bearer) (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1];
  if (given === undefined) return { ok: false, reason: 'missing' };
  const row = openTokens(host).accessTokens.find((candidate) => candidate.token === given);
  if (row === undefined) return { ok: false, reason: 'invalid' };
  if (row.expiresAt <= host.clock.now().getTime()) return { ok: false, reason: 'expired' };
  return { ok: true, scopes: row.scopes, type: row.type };
}

/** True when one of the scopes covers the needed one; case does not matter and `ALL` covers every operation. */
export function hasScope(scopes: string[], needed: string): boolean {
  const wanted = needed.toLowerCase();
  const all = wanted.replace(/\.[a-z]+$/, '.all');
  return scopes.some((scope) => scope.toLowerCase() === wanted || scope.toLowerCase() === all);
}
