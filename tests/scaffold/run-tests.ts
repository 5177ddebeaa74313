import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TreeCopy } from './tree-copy.ts';

export type TestResult = { file: string; name: string; isPassed: boolean; message: string };

/** As the repository's own tests run, without a database and with whole messages. */
const config = `
import { defineConfig } from 'vitest/config';
const resolve = { conditions: ['@baton/source'] };
export default defineConfig({
  resolve,
  ssr: { resolve },
  test: {
    include: ['**/src/**/*.test.ts'],
    testTimeout: 60_000,
    cache: false,
    chaiConfig: { truncateThreshold: 0 },
    // One process that reads each module once.
    isolate: false,
    fileParallelism: false,
  },
});
`;

type Report = {
  testResults: {
    name: string;
    message: string;
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[];
  }[];
};

/** Runs the tests whose paths begin with one of these. @throws Error when a file cannot be run at all */
export async function runTests(copy: TreeCopy, paths: string[]): Promise<TestResult[]> {
  writeFileSync(join(copy.folder, 'vitest.made.config.mjs'), config);
  const report = join(copy.folder, 'report.json');
  const values = ['run', '--config', 'vitest.made.config.mjs', '--reporter=json', `--outputFile.json=${report}`];
  const { output } = await copy.run('node_modules/vitest/vitest.mjs', [...values, ...paths]);
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return testResults.flatMap(({ name, message, assertionResults }) => {
    if (assertionResults.length === 0) throw new Error(`${name} could not be run: ${message} ${output}`);
    return assertionResults.map(({ fullName, status, failureMessages }) => ({
      file: name.slice(copy.folder.length + 1),
      name: fullName,
      isPassed: status === 'passed',
      message: failureMessages.join('\n'),
    }));
  });
}
