import type { EmulatorHost, EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { dropRefreshToken, openTokens } from './tokens.ts';

/** Both forms of revoking; the current one wants the client's name and secret (contract zoho-oauth §7). */
export function registerRevoke(host: EmulatorHost): void {
  const shared = { vendor: 'accounts', method: 'POST', fidelity: 'documented', source: 'zoho-oauth.md §7' } as const;
  host.operation({
    ...shared,
    name: 'accounts.revoke',
    path: '/oauth/v2/revoke/token',
    handle: (request) =>
      isClient(host, request)
        ? revoke(host, request.form().get('token') ?? '')
        : { status: 401, body: { error: 'invalid_client' } },
  });
  host.operation({
    ...shared,
    name: 'accounts.revoke.older',
    path: '/oauth/v2/token/revoke',
    handle: (request) => revoke(host, request.query['token'] ?? request.form().get('token') ?? ''),
  });
}

function isClient(host: EmulatorHost, request: EmulatorRequest): boolean {
  const given = /^Basic (\S+)$/.exec(request.headers['authorization'] ?? '')?.[1] ?? '';
  const [id = '', secret = ''] = Buffer.from(given, 'base64').toString('utf8').split(':');
  return openTokens(host).clients.get(id)?.secret === secret;
}

function revoke(host: EmulatorHost, token: string): EmulatorReply {
  const tokens = openTokens(host);
  const refresh = tokens.refreshTokens.find((row) => row.token === token);
  const access = tokens.accessTokens.find((row) => row.token === token);
  if (refresh !== undefined) dropRefreshToken(tokens, refresh.id);
  else if (access !== undefined) tokens.accessTokens.remove(access.id);
  else return { status: 400, body: { error: 'invalid_code' } };
  return { status: 200, body: { status: 'success' } };
}
