import type { EmulatorRequest } from '@baton/emulator-kit';
import type { SalesIqStore } from './store.ts';

export type Access = { ok: true } | { ok: false; reason: 'missing' | 'invalid' | 'scope' | 'not-org' };

/** Whether the request's token may do this: any one of the scopes, and for the Visitor API a token of the organisation. */
export function checkAccess(
  store: SalesIqStore,
  request: EmulatorRequest,
  needs: { scopes: readonly string[]; isForVisitors?: boolean },
): Access {
  const check = store.host.checkToken(request);
  if (!check.ok) return { ok: false, reason: check.reason === 'missing' ? 'missing' : 'invalid' };
  if (needs.isForVisitors && check.holder !== 'org') return { ok: false, reason: 'not-org' };
  return needs.scopes.some((scope) => check.covers(scope)) ? { ok: true } : { ok: false, reason: 'scope' };
}
