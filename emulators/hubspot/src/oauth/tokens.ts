import { randomBytes, randomUUID } from 'node:crypto';
import type { EmulatorRequest, TokenIssuer } from '@baton/emulator-kit';
import type { HubSpot } from '../hubspot.ts';
import type { AccessRow, RefreshRow } from '../rows.ts';

export type Bearer = { is: 'good'; scopes: readonly string[] } | { is: 'unknown' } | { is: 'expired'; at: number };

/** What the access token of a call is good for. */
export function checkBearer(hubspot: HubSpot, request: EmulatorRequest): Bearer {
  const row = accessOf(hubspot, request);
  if (row === undefined) return { is: 'unknown' };
  if (row.expiresAt <= hubspot.host.clock.now().getTime()) return { is: 'expired', at: row.expiresAt };
  return { is: 'good', scopes: row.scopes };
}

const accessOf = ({ tables }: HubSpot, { headers }: EmulatorRequest): AccessRow | undefined => {
  const token = /^Bearer (\S+)$/i.exec(headers['authorization'] ?? '')?.[1];
  return tables.accessTokens.find((row) => row.token === token);
};

/** A grant of the person who installed the app; its token does not end by itself (contract hubspot §4.2). */
export const issueRefreshToken = ({ host, tables }: HubSpot, scopes: string[], token?: string): RefreshRow =>
  tables.refreshTokens.insert({ id: host.nextId(), token: token ?? `na1-${randomUUID()}`, scopes });

/** A new access token of a grant; about 300 characters, as the real ones are. */
export function issueAccessToken({ host, tables, settings }: HubSpot, refresh: RefreshRow): AccessRow {
  const now = host.clock.now().getTime();
  for (const row of tables.accessTokens.list())
    if (row.expiresAt < now - 86_400_000) tables.accessTokens.remove(row.id);
  return tables.accessTokens.insert({
    id: host.nextId(),
    token: `C${randomBytes(220).toString('base64url')}`,
    refreshId: refresh.id,
    scopes: refresh.scopes,
    expiresAt: now + settings.read().accessTokenLifeMs,
  });
}

/** Ends a grant with all that was made of it (contract hubspot §4.3). */
export function dropGrant({ tables }: HubSpot, id: string): void {
  tables.refreshTokens.remove(id);
  for (const row of tables.accessTokens.list()) if (row.refreshId === id) tables.accessTokens.remove(row.id);
}

/** Ends the token of a call before its time, or its whole grant, because a fault wants it. */
export function spoilToken(hubspot: HubSpot, ...[kind, request]: Parameters<TokenIssuer['spoil']>): void {
  const access = accessOf(hubspot, request);
  if (access === undefined) return;
  if (kind === 'token-expired')
    hubspot.tables.accessTokens.update(access.id, { expiresAt: hubspot.host.clock.now().getTime() });
  else dropGrant(hubspot, access.refreshId);
}
