import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanEnvironment, end, type Running, root, startBaton } from '../../../tests/support/processes.ts';

const run = (command: string[], environment: Record<string, string> = {}) =>
  spawnSync(process.execPath, command, {
    cwd: root,
    encoding: 'utf8',
    env: cleanEnvironment(environment),
    timeout: 60_000,
  });
const baton = (command: string[], environment: Record<string, string> = {}) =>
  run(['apps/cli/bin/baton.js', ...command], environment);

it('prints its help when nothing is asked of it', () => {
  const { status, stdout, stderr } = baton([]);
  expect([status, stderr]).toEqual([0, '']);
  expect(stdout).toContain('npm start');
});

it.each<[string[], Record<string, string>, string]>([
  [['demo', '--gateway', 'localhost:8000'], {}, 'Write it with its scheme'],
  [['demo'], { BATON_PORT: '0' }, 'Name it with --gateway'],
  [['demo'], { BATON_GATEWAY_URL: 'nowhere' }, 'BATON_GATEWAY_URL: "nowhere" is not right'],
  [['dead-letters', 'list'], { BATON_PORT: 'x' }, 'a whole number from 0 to 65535'],
  [['emulate', '--widget-origin', 'my-site'], {}, '--widget-origin my-site is no address'],
  [['emulate', '--widget-origin', 'http://localhost:3000/page'], {}, 'Write http://localhost:3000.'],
  [['emulate', '--gateway', '8000'], {}, '--gateway 8000 is no address'],
  [['start'], { BATON_HOST: 'http://localhost' }, 'BATON_HOST'],
  [['serve', '--check'], { BATON_HOST: 'localhost:8000' }, 'a host name or address without scheme and port'],
  [['start'], { BATON_HANDOFF_FILE: '/nowhere.yaml' }, 'The file of desks, /nowhere.yaml, cannot be read.\n'],
  [['connect', 'hubspot'], {}, 'Set HUBSPOT_CLIENT_ID'],
  [['hubspot', 'prune'], {}, 'Set HUBSPOT_CLIENT_ID'],
  [['start', '--fast'], {}, 'unknown option'],
  [['dmeo'], {}, 'Did you mean demo?'],
])('refuses %j with %j and says what it wants', (command, environment, fix) => {
  const { status, stdout, stderr } = baton(command, environment);
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain(fix);
  expect(stderr).not.toContain('    at ');
});

it('makes no store for a vendor that is not configured', () => {
  const folder = join(mkdtempSync(join(tmpdir(), 'baton-unconnected-')), 'data');
  expect(baton(['connect', 'hubspot'], { BATON_DATA_DIR: folder }).status).toBe(1);
  expect(existsSync(folder)).toBe(false);
  rmSync(join(folder, '..'), { recursive: true });
});

it('does not compile what has not changed', () => {
  run(['tools/start.mjs', '--help']);
  const { status, stdout } = run(['tools/start.mjs', '--help']);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^Usage: baton start/);
});

it('runs the joined modules, unless the compiler has written others since', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-joined-'));
  const ask =
    "const { isJoined } = await import('./apps/cli/bin/joined.js'); process.stdout.write(String(isJoined()));";
  const answer = (cwd: string) =>
    spawnSync(process.execPath, ['--input-type=module', '-e', ask], { cwd, encoding: 'utf8' });
  expect(answer(root).stdout).toBe('true');
  try {
    cpSync(join(root, 'apps/cli/bin'), join(folder, 'apps/cli/bin'), { recursive: true });
    const joined = join(folder, 'apps/cli/dist/joined');
    mkdirSync(joined, { recursive: true });
    expect(answer(folder).stdout).toBe('false');
    writeFileSync(join(joined, '../main.js'), '');
    writeFileSync(join(joined, 'sources.json'), '["../main.js"]');
    expect(answer(folder).stdout).toBe('true');
    utimesSync(join(joined, '../main.js'), new Date(), new Date(Date.now() + 1_000));
    expect(answer(folder).stdout).toBe('false');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('a demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-demo-'));
  let everything: Running;
  let addresses: string[];
  beforeAll(async () => {
    everything = await startBaton({
      command: ['start'],
      environment: { BATON_PORT: '0', BATON_EMULATOR_PORT: '0', BATON_DATA_DIR: folder },
      ready: /ready gateway=(\S+) emulators=(\S+)/,
    });
    const [gateway = '', emulators = ''] = everything.ready;
    addresses = ['--gateway', gateway, '--emulators', emulators];
  });
  afterAll(async () => {
    await end(everything, 'SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });
  const start = (...flags: string[]) =>
    spawn(process.execPath, ['apps/cli/bin/baton.js', 'demo', ...addresses, ...flags], {
      cwd: root,
      env: cleanEnvironment({}),
      stdio: ['ignore', 'pipe', 'pipe'],
    });

  it('says which addresses it plays against, and plays on when its reader has gone', async () => {
    const child = start('--fast');
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    const [first] = (await once(child.stdout, 'data')) as [Buffer];
    expect(first.toString()).toContain(everything.ready[0]);
    expect(first.toString()).toContain(everything.ready[1]);
    child.stdout.destroy();
    const [code] = (await once(child, 'exit')) as [number];
    expect([code, errors]).toEqual([0, '']);
  });

  it('can be slow enough to read along, and says good-bye to Ctrl-C', async () => {
    const child = start('--slow');
    let output = '';
    let lines = 0;
    const times: number[] = [];
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const spoken = output.match(/^ +(John|Baton): /gm)?.length ?? 0;
      if (spoken > lines) times.push(performance.now());
      if (lines < 3 && spoken >= 3) child.kill('SIGINT');
      lines = spoken;
    });
    const [code] = (await once(child, 'exit')) as [number];
    expect(code).toBe(130);
    expect(output).toContain('Good-bye.');
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1_500);
  });
});
