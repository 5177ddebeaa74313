import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLog } from './persistence.ts';

const source = new URL('./persistence.ts', import.meta.url).href;
const root = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the statements in a process of their own; they end it with SIGKILL. */
function runAndDie(statements: string): void {
  const script = `const { openLog } = await import(${JSON.stringify(source)});
const log = openLog(${JSON.stringify(folder)}, 'state');
const die = () => process.kill(process.pid, 'SIGKILL');
${statements}`;
  const ended = spawnSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    cwd: root,
    encoding: 'utf8',
  });
  expect(ended.signal, ended.stderr).toBe('SIGKILL');
}

it('leaves nothing of a go that was killed half-way', () => {
  runAndDie('log.append({ step: 1 }); await null; log.append({ step: 2 }); die(); log.append({ step: 3 });');
  expect(openLog(folder, 'state').read()).toEqual([{ step: 1 }]);
});

it('keeps all of a go that was killed right after it', () => {
  runAndDie('log.append({ step: 1 }); log.append({ step: 2 }); await null; die();');
  expect(openLog(folder, 'state').read()).toEqual([{ step: 1 }, { step: 2 }]);
});

it('keeps what was flushed', () => {
  runAndDie('log.append({ step: 1 }); log.flush(); die();');
  expect(openLog(folder, 'state').read()).toEqual([{ step: 1 }]);
});

it('leaves a torn last line out', () => {
  const log = openLog(folder, 'state');
  log.append({ step: 1 });
  log.close();
  appendFileSync(join(folder, 'state.jsonl'), '{"step":');
  expect(openLog(folder, 'state').read()).toEqual([{ step: 1 }]);
});
