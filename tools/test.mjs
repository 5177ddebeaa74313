import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare, root, run } from './prepare.mjs';

const bin = (name) => `${root}node_modules/.bin/${name}`;
const patterns = process.argv.slice(2);
prepare();
try {
  (await import('./postgres.mjs')).ensurePostgres();
  if (patterns.length === 0 || patterns.some((pattern) => pattern.includes('browser')))
    (await import('./browser.mjs')).ensureBrowser();
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
if (patterns.length === 0) {
  run('Format and lint', bin('biome'), ['check', '.', '--diagnostic-level=error']);
  run('Types of the tests', bin('tsc'), ['--noEmit', '-p', 'tsconfig.tests.json']);
  run('Architecture', bin('depcruise'), [
    '--config',
    '.dependency-cruiser.mjs',
    'packages',
    'clients',
    'integrations',
    'emulators',
    'apps',
  ]);
  for (const generator of ['settings', 'clients'])
    run(`Generated documents: ${generator}`, process.execPath, [`tools/${generator}-reference.mjs`, '--check']);
}
const folder = mkdtempSync(join(tmpdir(), 'baton-test-'));
const report = join(folder, 'report.json');
process.stdout.write('\n== Tests\n');
const { status } = spawnSync(
  bin('vitest'),
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...patterns],
  { cwd: root, stdio: 'inherit' },
);
const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
rmSync(folder, { recursive: true });
process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed\n`);
process.exit(numPassedTests === 0 ? 1 : (status ?? 1));
