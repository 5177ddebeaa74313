import { ApiFault, failedReply, faultReply, limitReply } from '../api-fault.ts';
import type { SalesIqStore } from '../store.ts';

/** Whatever else is asked below `/api/v2` and the Visitor API: 1006, for example without a screen name (salesiq.md §0.1). */
export function registerFallback(store: SalesIqStore): void {
  for (const [base, path] of [
    ['api', '/api/v2/*'],
    ['v3', '/api/v3/*'],
    ['visitor', '/api/visitor/v1/*'],
  ] as const) {
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      store.host.operation({
        vendor: 'salesiq',
        name: `salesiq.unknown.${base}.${method.toLowerCase()}`,
        method,
        path,
        fidelity: 'documented',
        source: 'salesiq.md §1.4',
        fail: failedReply,
        limit: () => limitReply(store),
        enter: () => store.limits.enter({ refuse: () => limitReply(store), hasHeaders: false }),
        handle: () => faultReply(store, new ApiFault(1006, 'Invalid URL')),
      });
    }
  }
}
