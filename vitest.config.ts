import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tools/longest-first.ts';

const conditions = ['@baton/source'];
const resolve = { conditions };
const ssr = { resolve: { conditions } };
const sources = ['packages', 'clients', 'integrations', 'emulators', 'apps', 'tests', 'bench'];
const under = (pattern: string) => sources.map((folder) => `${folder}/**/${pattern}`);
const simulations = 'packages/gateway/simulation/**';
/** What is made up by properties is the same in every run. */
const setupFiles = ['tests/support/seed-properties.ts'];
const exclude = ['**/node_modules/**', '**/dist/**'];

/** One project per kind of test. All share three workers, the longest files first. */
export default defineConfig({
  test: {
    // One more than the processors of a small machine: tests of whole processes wait for much of their time.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          setupFiles,
          include: under('*.test.ts'),
          exclude: [...exclude, simulations, ...under('*.{alone,db,emulator,e2e}.test.ts')],
          // No module of ours keeps a state, so that a worker reads each of them once: that halves the processor's time.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'unit-alone',
          setupFiles,
          include: under('*.alone.test.ts'),
          exclude,
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'simulation',
          setupFiles,
          include: [`${simulations}/*.test.ts`],
          exclude: [...exclude, ...under('*.db.test.ts')],
          testTimeout: 300_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'integration',
          setupFiles,
          include: under('*.{db,emulator}.test.ts'),
          exclude,
          isolate: false,
          globalSetup: ['tests/support/postgres-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'e2e',
          setupFiles,
          include: under('*.e2e.test.ts'),
          exclude,
          globalSetup: ['tests/support/postgres-setup.ts'],
          testTimeout: 420_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
