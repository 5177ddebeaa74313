import type { EmulatorRequest } from '@baton/emulator-kit';
import { checkToken, hasScope } from '../accounts/tokens.ts';
import type { SalesIqStore } from './store.ts';

export type Access = { ok: true } | { ok: false; reason: 'missing' | 'invalid' | 'scope' | 'not-org' };

/** Whether the request's token may do this: any one of the scopes, and for the Visitor API a token of the organisation. */
export function checkAccess(
  store: SalesIqStore,
  request: EmulatorRequest,
  needs: { scopes: readonly string[]; isForVisitors?: boolean },
): Access {
  const check = checkToken(store.host, request);
  if (!check.ok) return { ok: false, reason: check.reason === 'missing' ? 'missing' : 'invalid' };
  if (needs.isForVisitors && check.type !== 'org') return { ok: false, reason: 'not-org' };
  return needs.scopes.some((scope) => hasScope(check.scopes, scope)) ? { ok: true } : { ok: false, reason: 'scope' };
}
