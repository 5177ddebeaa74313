import { createHash } from 'node:crypto';
import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import type { HubSpot } from '../hubspot.ts';
import { notFound } from '../replies.ts';
import type { CodeRow, RefreshRow } from '../rows.ts';
import { issueAccessToken, issueRefreshToken } from './tokens.ts';
import { failed, isV1, newVersions, readForm, refuseClient, refused, unsupportedType } from './versions.ts';

/** The token endpoint in all versions (contract hubspot §4.2, §4.4). */
export function registerTokenEndpoint(hubspot: HubSpot): void {
  hubspot.host.operation({
    vendor: 'hubspot',
    name: 'hubspot.oauth.token',
    method: 'POST',
    path: `/oauth/${newVersions[0]}/token`,
    aliases: [...newVersions.slice(1).map((version) => `/oauth/${version}/token`), '/oauth/v1/token'],
    fidelity: 'documented',
    source: 'hubspot.md §4.2',
    fail: failed,
    handle: (request) => {
      if (isV1(request) && !hubspot.settings.read().hasOauthV1) return notFound();
      const form = readForm(request);
      if (form === null) return unsupportedType;
      return refuseClient(hubspot, request, form) ?? grant(hubspot, request, form);
    },
  });
}

function grant(hubspot: HubSpot, request: EmulatorRequest, form: URLSearchParams): EmulatorReply {
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return exchange(hubspot, request, form);
    case 'refresh_token':
      return refresh(hubspot, request, form);
    default:
      return refused(request, {
        error: 'unsupported_grant_type',
        status: 'BAD_GRANT_TYPE',
        words: 'missing or unsupported grant type',
      });
  }
}

function refresh(hubspot: HubSpot, request: EmulatorRequest, form: URLSearchParams): EmulatorReply {
  const row = hubspot.tables.refreshTokens.find(({ token }) => token === form.get('refresh_token'));
  if (row !== undefined) return granted(hubspot, request, row);
  return refused(request, {
    error: 'invalid_grant',
    status: 'BAD_REFRESH_TOKEN',
    words: 'refresh token is invalid, expired or revoked',
    v1Words: 'missing or invalid refresh token',
  });
}

function exchange(hubspot: HubSpot, request: EmulatorRequest, form: URLSearchParams): EmulatorReply {
  const code = hubspot.tables.codes.get(form.get('code') ?? '');
  if (code === undefined || code.expiresAt <= hubspot.host.clock.now().getTime() || !isProved(code, form))
    return refused(request, {
      error: 'invalid_grant',
      status: 'BAD_AUTH_CODE',
      words: 'missing or unknown auth code',
    });
  if (code.redirectUri !== form.get('redirect_uri'))
    return refused(request, {
      error: 'invalid_grant',
      status: 'MISMATCH_REDIRECT_URI_AUTH_CODE',
      words: 'redirect URI does not match the one of the authorization',
    });
  hubspot.tables.codes.remove(code.id);
  return granted(hubspot, request, issueRefreshToken(hubspot, code.scopes));
}

function isProved({ challenge }: CodeRow, form: URLSearchParams): boolean {
  if (challenge === null) return true;
  const verifier = form.get('code_verifier') ?? '';
  if (challenge.method !== 'S256') return verifier === challenge.value;
  return createHash('sha256').update(verifier).digest('base64url') === challenge.value;
}

/** v1 answers with four members (contract hubspot §4.2). */
function granted(hubspot: HubSpot, request: EmulatorRequest, row: RefreshRow): EmulatorReply {
  const { token, scopes, expiresAt } = issueAccessToken(hubspot, row);
  const expiresIn = Math.round((expiresAt - hubspot.host.clock.now().getTime()) / 1_000);
  const four = { token_type: 'bearer', refresh_token: row.token, access_token: token, expires_in: expiresIn };
  if (isV1(request)) return { status: 200, body: four };
  const { id, userId } = hubspot.portal();
  return {
    status: 200,
    body: { ...four, hub_id: Number(id), user_id: Number(userId), scopes, token_use: 'access_token' },
  };
}
