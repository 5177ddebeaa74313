import { ApiFault, invalidBody, notFound } from '../api-fault.ts';
import type { SalesIqParts } from '../parts.ts';
import { readBotAnswer } from '../zobot/answer.ts';
import { textIn } from './conversations.ts';
import { type RealOperation, realOperation } from './real.ts';

/**
 * Callbacks that finish a pending bot answer (salesiq.md §2.4). What SalesIQ says to a request that is unknown, over its
 * 3 minutes or already finished is not known; 1019 is a guess.
 */
export function registerCallbacks({ store, driver }: SalesIqParts): void {
  const shared = {
    method: 'POST',
    scope: 'SalesIQ.callbacks.UPDATE',
    fidelity: 'documented',
    source: 'salesiq.md §2.4',
  } satisfies Partial<RealOperation>;
  realOperation(store, {
    ...shared,
    name: 'salesiq.callbacks.progress',
    path: '/callbacks/:id/progress',
    handle: (call) => {
      if (!driver.progress(call.id, textIn(call.body()))) throw notFound();
      return { object: 'callbacks', data: {} };
    },
  });
  realOperation(store, {
    ...shared,
    name: 'salesiq.callbacks.response',
    path: '/callbacks/:id/response',
    handle: async (call) => {
      const body = call.body();
      const reading = readBotAnswer(body);
      if (!reading.ok) throw new ApiFault(1015, reading.problem);
      if (reading.answer.action === 'pending') throw invalidBody('action');
      if (!(await driver.finish(call.id, reading.answer, body))) throw notFound();
      return { object: 'callbacks', data: {} };
    },
  });
}
