import type { EmulatorHost, EmulatorRequest } from '@baton/emulator-kit';
import { dropRefreshToken, openTokens } from './tokens.ts';

/**
 * What the faults `token-expired` and `token-revoked` do: the access token of the request is over before its time, or its whole grant
 * is gone. The operation then refuses the request in its own words, and so does the next refresh of a revoked grant.
 */
export function registerTokenFaults(host: EmulatorHost): void {
  host.onTokenFault((kind, request) => {
    const tokens = openTokens(host);
    const given = tokenIn(request);
    const access = tokens.accessTokens.find((row) => row.token === given);
    const refresh = tokens.refreshTokens.find((row) => row.token === given || row.id === access?.refreshId);
    if (kind === 'token-expired') {
      if (access !== undefined) tokens.accessTokens.update(access.id, { expiresAt: host.clock.now().getTime() });
      return;
    }
    if (refresh !== undefined) dropRefreshToken(tokens, refresh.id);
    else if (access !== undefined) tokens.accessTokens.remove(access.id);
  });
}

/** The token that authorises an API call, or the refresh token in a form. */
function tokenIn(request: EmulatorRequest): string {
  const bearer = /^(?:Zoho-oauthtoken|Bearer) (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1];
  return bearer ?? request.form().get('refresh_token') ?? request.query['refresh_token'] ?? '';
}
