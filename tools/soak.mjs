import { spawnSync } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

/** `npm run soak -- 500`: so many kills at random times, 100,000 simulated stories in memory and 1,300 on SQL; ends by itself. */
const kills = Number(process.argv[2] ?? '200');
if (!(Number.isInteger(kills) && kills > 0 && kills <= 10_000)) {
  process.stderr.write('Usage: npm run soak -- [kills, 1 to 10000; default 200]\n');
  process.exit(1);
}
await prepare();
const suites = [
  'tests/attack/bad-input.e2e.test.ts',
  'tests/attack/clock.e2e.test.ts',
  'tests/attack/forged.e2e.test.ts',
  'tests/crash.e2e.test.ts',
  'tests/crash-random.e2e.test.ts',
  'packages/gateway/simulation',
  'packages/store/src/lock',
];
const { status } = spawnSync(`${root}node_modules/.bin/vitest`, ['run', ...suites], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    BATON_CRASH_ENGINE: 'embedded',
    BATON_RANDOM_KILLS: String(kills),
    BATON_TEST_SCALE: '42',
    BATON_LOCK_TRIES: '1000',
  },
});
process.exit(status ?? 1);
