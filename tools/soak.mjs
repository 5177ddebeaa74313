import { spawnSync } from 'node:child_process';
import { prepare, root } from './prepare.mjs';

/** `npm run soak -- 500`: the crash suite with so many kills at random times; ends by itself. */
const kills = Number(process.argv[2] ?? '200');
if (!(Number.isInteger(kills) && kills > 0 && kills <= 10_000)) {
  process.stderr.write('Usage: npm run soak -- [kills, 1 to 10000; default 200]\n');
  process.exit(1);
}
prepare();
const { status } = spawnSync(`${root}node_modules/.bin/vitest`, ['run', 'tests/crash.e2e.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, BATON_RANDOM_KILLS: String(kills) },
});
process.exit(status ?? 1);
