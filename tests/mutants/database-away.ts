import type { Mutant } from './mutant.ts';

/** A database that hangs, and what has to outlast it. */
export const mutants: Mutant[] = [
  {
    id: 'all-tried-though-away',
    why: 'one of the batch may get through, so each deserves a try; each of the two hundred waits eight seconds for it',
    file: 'packages/store/src/ingest.ts',
    find: 'if (!isAway(error)) return insertOneByOne(database, batch, error);',
    replace: 'if (batch.length > 0) return insertOneByOne(database, batch, error);',
    suites: ['packages/store/src/ingest.test.ts'],
  },
  {
    id: 'hung-connection-kept',
    why: 'the pool throws a connection away when it is released; while the server hangs it never is',
    file: 'packages/store/src/drivers/bounded-pool.ts',
    find: '        tearDown(client);\n      }, limitMs);',
    replace: '      }, limitMs);',
    suites: ['packages/store/src/drivers/server.db.test.ts'],
  },
  {
    id: 'suspicion-ignored',
    why: 'the next trial comes soon enough, and a light one will show it; a full disk lets that pass',
    file: 'packages/gateway/src/engine/store-watch.ts',
    find: 'const isDoubtful = this.isSuspected || !this.availability.isAvailable;',
    replace: 'const isDoubtful = !this.availability.isAvailable;',
    suites: ['packages/gateway/src/engine/store-watch.test.ts'],
  },
  {
    id: 'late-answer-taken-for-said',
    why: 'the request was answered, if with a refusal',
    file: 'packages/gateway/src/http/webhooks.ts',
    find: 'isLate ? ingest.aborted(deliveryId, sending) : undefined',
    replace: 'isLate && sending < 0 ? ingest.aborted(deliveryId, sending) : undefined',
    suites: ['packages/gateway/src/http/slow-store.test.ts'],
  },
  {
    id: 'earlier-settings-left-out',
    why: 'the settings of now are the ones that count',
    file: 'packages/gateway/src/keep-settings.ts',
    find: 'if (earlier.version === current || !success) return [];',
    replace: 'if (earlier.version === current || !success || kept.length > 0) return [];',
    suites: ['packages/gateway/src/keep-settings.test.ts'],
  },
  {
    id: 'desk-of-the-past-asked',
    why: 'the chain was sound when it was written',
    file: 'packages/gateway/src/keep-settings.ts',
    find: 'settings.handoffChain.filter((desk) => desks.includes(desk))',
    replace: 'settings.handoffChain.filter((desk) => desk !== desks[9])',
    suites: ['packages/gateway/src/keep-settings.test.ts'],
  },
];
