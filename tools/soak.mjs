import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { prepare, root } from './prepare.mjs';

/**
 * `npm run soak -- 500`: so many kills at random times, 100,000 simulated stories in memory and 2,000 on SQL, and all properties, from a
 * seed that is another one each time; ends by itself. BATON_TEST_SEED=<seed> plays a run again.
 */
const kills = Number(process.argv[2] ?? '200');
if (!(Number.isInteger(kills) && kills > 0 && kills <= 10_000)) {
  process.stderr.write('Usage: npm run soak -- [kills, 1 to 10000; default 200]\n');
  process.exit(1);
}
const seed = process.env.BATON_TEST_SEED ?? String(randomInt(1, 2_000_000));
await prepare();
const suites = [
  'tests/attack/bad-input.e2e.test.ts',
  'tests/attack/clock.e2e.test.ts',
  'tests/attack/forged.e2e.test.ts',
  'tests/botpress/simultaneous.emulator.test.ts',
  'tests/crash.e2e.test.ts',
  'tests/crash-random.e2e.test.ts',
  'tests/story.e2e.test.ts',
  'packages/gateway/simulation',
  'packages/store/src/lock',
  // Whatever is made up by properties, with this run's seed.
  'packages/core/src',
  'packages/http-kit/src',
  'packages/store/src/storable',
  'packages/gateway/src/engine/transcript',
  'packages/gateway/src/http/any-request',
  'packages/gateway/src/inbound',
  'clients/zoho/src/accounts',
  'integrations',
  'tests/clients/faults',
];
process.stdout.write(`Seed ${seed}\n`);
const { status } = spawnSync(`${root}node_modules/.bin/vitest`, ['run', ...suites], {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    BATON_CRASH_ENGINE: 'embedded',
    BATON_RANDOM_KILLS: String(kills),
    BATON_TEST_SCALE: '63',
    BATON_LOCK_TRIES: '1000',
    BATON_TEST_SEED: seed,
  },
});
if (status !== 0) process.stderr.write(`\nThe same again: BATON_TEST_SEED=${seed} npm run soak -- ${kills}\n`);
process.exit(status ?? 1);
