import type { EmulatorHost, EmulatorRequest, TokenCheck, TokenIssuer } from '@baton/emulator-kit';
import { dropRefreshToken, openTokens, type Tokens } from './tokens.ts';

/** Tells the other products what the token of a request is good for, and ends tokens and grants when a fault wants it. */
export function createTokenIssuer(host: EmulatorHost): TokenIssuer {
  const tokens = openTokens(host);
  const now = (): number => host.clock.now().getTime();
  return {
    vendor: 'accounts',
    check: (request) => check(tokens, bearerOf(request), now()),
    // The operation then refuses the request in its own words, and so does the next refresh of a revoked grant.
    spoil: (kind, request) => {
      const given = tokenIn(request);
      const access = tokens.accessTokens.find((row) => row.token === given);
      const refresh = tokens.refreshTokens.find((row) => row.token === given || row.id === access?.refreshId);
      if (kind === 'token-expired') {
        if (access !== undefined) tokens.accessTokens.update(access.id, { expiresAt: now() });
        return;
      }
      if (refresh !== undefined) dropRefreshToken(tokens, refresh.id);
      else if (access !== undefined) tokens.accessTokens.remove(access.id);
    },
  };
}

function check(tokens: Tokens, given: string | undefined, now: number): TokenCheck {
  if (given === undefined) return { ok: false, reason: 'missing' };
  const row = tokens.accessTokens.find((candidate) => candidate.token === given);
  if (row === undefined) return { ok: false, reason: 'invalid' };
  if (row.expiresAt <= now) return { ok: false, reason: 'expired' };
  return { ok: true, holder: row.type, covers: (scope) => hasScope(row.scopes, scope) };
}

/**
 * True when one of the scopes covers the needed one: case does not matter, `ALL` in any place covers everything below it, and
 * `WRITE` covers creating and updating.
 */
function hasScope(scopes: string[], needed: string): boolean {
  const parts = needed.toLowerCase().split('.');
  const accepted = new Set([
    parts.join('.'),
    ...parts.slice(1).map((_part, index) => [...parts.slice(0, index + 1), 'all'].join('.')),
    ...(/^(?:create|update)$/.test(parts.at(-1) ?? '') ? [[...parts.slice(0, -1), 'write'].join('.')] : []),
  ]);
  return scopes.some((scope) => accepted.has(scope.toLowerCase()));
}

/** The token of the `Authorization` header; both spellings are taken (contract salesiq §9.4). */
const bearerOf = ({ headers }: EmulatorRequest): string | undefined =>
  /^(?:Zoho-oauthtoken|Bearer) (\S+)$/.exec(headers['authorization'] ?? '')?.[1];

/** The token that authorises an API call, or the refresh token in a form. */
const tokenIn = (request: EmulatorRequest): string =>
  bearerOf(request) ?? request.form().get('refresh_token') ?? request.query['refresh_token'] ?? '';
