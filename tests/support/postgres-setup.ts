import { startPostgres } from '@baton/testkit';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  // Vitest's own way to type what a global set-up provides.
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One server for all tests of a project; BATON_TEST_DATABASE_URL uses a running one instead. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env['BATON_TEST_DATABASE_URL'];
  if (given !== undefined) {
    project.provide('postgresUrl', given);
    return () => Promise.resolve();
  }
  const binFolder = process.env['BATON_TEST_POSTGRES_BIN'];
  const server = await startPostgres({
    path: process.env['PATH'] ?? '',
    ...(binFolder === undefined ? {} : { binFolder }),
  });
  project.provide('postgresUrl', server.url);
  return server.stop;
}
