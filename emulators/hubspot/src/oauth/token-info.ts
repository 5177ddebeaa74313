import type { EmulatorReply, EmulatorRequest, OperationDefinition } from '@baton/emulator-kit';
import type { HubSpot } from '../hubspot.ts';
import { notFound } from '../replies.ts';
import type { AccessRow } from '../rows.ts';
import type { JsonMap } from '../values.ts';
import { dropGrant } from './tokens.ts';
import { failed, newVersions, readForm, refuseClient, unsupportedType } from './versions.ts';

/** What a token is good for, and its end, in the new versions and in v1 (contract hubspot §4.3, §18). */
export function registerTokenInfo(hubspot: HubSpot): void {
  const forms = { introspect, revoke } as const;
  for (const name of ['introspect', 'revoke'] as const) {
    const paths = newVersions.map((version) => `/oauth/${version}/token/${name}`);
    register(hubspot, { name, method: 'POST', paths, section: '4.3' }, (request) => {
      const form = readForm(request);
      if (form === null) return unsupportedType;
      return refuseClient(hubspot, request, form) ?? forms[name](hubspot, form.get('token') ?? '');
    });
  }
  registerV1(hubspot);
}

type Place = { name: string; method: OperationDefinition['method']; paths: string[]; section: string };

function register(hubspot: HubSpot, place: Place, handle: (request: EmulatorRequest) => EmulatorReply): void {
  const { name, method, section } = place;
  const [path = '', ...aliases] = place.paths;
  hubspot.host.operation({
    ...{ vendor: 'hubspot', name: `hubspot.oauth.${name}`, method, path, aliases },
    ...{ fidelity: 'documented', source: `hubspot.md §${section}`, fail: failed, handle },
  });
}

function registerV1(hubspot: HubSpot): void {
  const old = (find: (token: string) => EmulatorReply) => (request: EmulatorRequest) =>
    hubspot.settings.read().hasOauthV1 ? find(request.params['token'] ?? '') : notFound();
  const refreshPath = '/oauth/v1/refresh-tokens/:token';
  register(
    hubspot,
    { name: 'v1.access-token', method: 'GET', paths: ['/oauth/v1/access-tokens/:token'], section: '18' },
    old((token) => {
      const row = liveAccess(hubspot, token);
      if (row === undefined) return notFound();
      const own = { token, scopes: row.scopes, app_id: Number(hubspot.app().id), token_type: 'access' };
      return { status: 200, body: { ...holder(hubspot), ...own, expires_in: secondsLeft(hubspot, row) } };
    }),
  );
  register(
    hubspot,
    { name: 'v1.refresh-token', method: 'GET', paths: [refreshPath], section: '18' },
    old((token) => {
      const row = hubspot.tables.refreshTokens.find((candidate) => candidate.token === token);
      if (row === undefined) return notFound();
      const body = {
        ...holder(hubspot),
        token,
        scopes: row.scopes,
        client_id: hubspot.app().clientId,
        token_type: 'refresh',
      };
      return { status: 200, body };
    }),
  );
  register(
    hubspot,
    { name: 'v1.refresh-token.delete', method: 'DELETE', paths: [refreshPath], section: '18' },
    old((token) => revoke(hubspot, token)),
  );
}

const liveAccess = ({ tables, host }: HubSpot, token: string): AccessRow | undefined =>
  tables.accessTokens.find((row) => row.token === token && row.expiresAt > host.clock.now().getTime());

const secondsLeft = ({ host }: HubSpot, row: AccessRow): number =>
  Math.max(0, Math.floor((row.expiresAt - host.clock.now().getTime()) / 1_000));

function holder(hubspot: HubSpot): JsonMap {
  const { id, domain, userId, user } = hubspot.portal();
  return { hub_id: Number(id), hub_domain: domain, user_id: Number(userId), user };
}

function introspect(hubspot: HubSpot, token: string): EmulatorReply {
  const access = liveAccess(hubspot, token);
  const refresh = hubspot.tables.refreshTokens.find((row) => row.token === token);
  const row = access ?? refresh;
  if (row === undefined) return { status: 200, body: { active: false } };
  const { clientId, id } = hubspot.app();
  const shared = {
    ...{ active: true, token_type: 'Bearer', token, client_id: clientId, app_id: Number(id) },
    ...holder(hubspot),
    scopes: row.scopes,
  };
  if (access === undefined) return { status: 200, body: { ...shared, token_use: 'refresh_token' } };
  return {
    status: 200,
    body: {
      ...{ ...shared, token_use: 'access_token', expires_in: secondsLeft(hubspot, access) },
      ...{ is_private_distribution: false, signed_access_token: {} },
    },
  };
}

/** Unknown tokens are over already; the success status is not stated anywhere (contract hubspot §4.3). */
function revoke(hubspot: HubSpot, token: string): EmulatorReply {
  const refresh = hubspot.tables.refreshTokens.find((row) => row.token === token);
  const access = hubspot.tables.accessTokens.find((row) => row.token === token);
  if (refresh !== undefined) dropGrant(hubspot, refresh.id);
  else if (access !== undefined) hubspot.tables.accessTokens.remove(access.id);
  return { status: 204 };
}
