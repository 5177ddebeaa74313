import { spawn } from 'node:child_process';
import { root } from './prepare.mjs';

const bin = (name) => `${root}node_modules/.bin/${name}`;
const codeFolders = ['packages', 'clients', 'integrations', 'emulators', 'apps'];

/** Everything that can be told without running a test, the slowest first. */
const checks = [
  { title: 'Types of the tests', command: [bin('tsc'), '-p', 'tsconfig.tests.json'] },
  { title: 'Generated documents', command: [process.execPath, 'tools/docs.mjs', '--check'] },
  { title: 'Format and lint', command: [bin('biome'), 'check', '.', '--diagnostic-level=error'] },
  { title: 'Architecture', command: [bin('depcruise'), '--config', '.dependency-cruiser.mjs', ...codeFolders] },
  { title: 'Dead code and dependencies', command: [bin('knip'), '--no-progress'] },
];

const atOnce = 2;

/** Runs the checks and prints what each took; what a failed one said as well. True when all passed. */
export async function runChecks() {
  const waiting = [...checks];
  let isSound = true;
  const work = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      const { seconds, isPassed, output } = await run(check.command);
      process.stdout.write(`${isPassed ? '✓' : '✗'} ${check.title} (${seconds} s)\n${isPassed ? '' : `${output}\n`}`);
      isSound &&= isPassed;
    }
  };
  process.stdout.write('\n== Checks\n');
  await Promise.all(Array.from({ length: atOnce }, work));
  return isSound;
}

function run([command, ...values]) {
  const from = performance.now();
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, values, { cwd: root, shell: process.platform === 'win32' });
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        output += chunk;
      });
    child.once('error', (error) => resolve({ seconds: '0', isPassed: false, output: error.message }));
    child.once('close', (code) =>
      resolve({ seconds: ((performance.now() - from) / 1_000).toFixed(1), isPassed: code === 0, output }),
    );
  });
}
