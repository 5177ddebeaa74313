import { defineConfig } from 'vitest/config';

const conditions = ['@baton/source'];
const resolve = { conditions };
const ssr = { resolve: { conditions } };
const sources = ['packages', 'clients', 'integrations', 'emulators', 'apps', 'tests', 'bench'];
const under = (pattern: string) => sources.map((folder) => `${folder}/**/${pattern}`);

/** One project per kind of test; the slower kinds run after the quick ones. */
export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: 'unit',
          include: under('*.test.ts'),
          exclude: ['**/node_modules/**', '**/dist/**', ...under('*.{db,emulator,e2e}.test.ts')],
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: 'integration',
          include: under('*.{db,emulator}.test.ts'),
          exclude: ['**/node_modules/**', '**/dist/**'],
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
          include: under('*.e2e.test.ts'),
          exclude: ['**/node_modules/**', '**/dist/**'],
          globalSetup: ['tests/support/postgres-setup.ts'],
          testTimeout: 420_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
