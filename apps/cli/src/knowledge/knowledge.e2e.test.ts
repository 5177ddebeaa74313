import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../../../../tests/support/processes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-kb-'));
  mkdirSync(join(folder, 'faq'));
  writeFileSync(join(folder, 'faq/hours.md'), '# Opening hours\n\nThe help desk is open from 8 am to 6 pm.\n');
  writeFileSync(
    join(folder, 'faq/more.csv'),
    'question,answer\nWo liegt das Handbuch?,Das Handbuch liegt im Portal.\n',
  );
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (args: string[], input = '') =>
  spawnSync(process.execPath, ['apps/cli/bin/baton.js', 'kb', ...args, '--index', join(folder, 'index')], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
    input,
    timeout: 60_000,
  });

it('is filled, asked, measured and emptied', () => {
  const added = run(['add', join(folder, 'faq')]);
  expect([added.stderr, added.stdout]).toEqual(['', '2 files read, 0 as before, 0 gone. 2 articles in all.\n']);
  expect(run(['ask', 'when is the help desk open?']).stdout).toBe(
    'The help desk is open from 8 am to 6 pm.\n\nFrom: Opening hours (faq/hours.md)\n',
  );
  expect(run(['ask', 'which wine goes with fish?']).stdout).toContain('Nothing here answers that.');

  const found = run(['query', '--top', '1'], 'Wo finde ich das Handbuch?\n{"question":"opening hours"}\n');
  const lines: unknown[] = found.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines).toMatchObject([
    { results: [{ article: 'faq/more.csv#1', passage: 'Das Handbuch liegt im Portal.' }] },
    { isAnswered: true, results: [{ article: 'faq/hours.md' }] },
  ]);

  writeFileSync(join(folder, 'questions.jsonl'), '{"question":"help desk open","article":"faq/hours.md"}\n');
  expect(run(['evaluate', join(folder, 'questions.jsonl')]).stdout).toContain(
    'right article first                   100.0 %',
  );
  expect(run(['gaps'], 'gift cards?\nopening hours\ngift cards\n').stdout).toContain('    2  gift cards?');
  expect(run(['remove', 'faq/more.csv']).stdout).toBe('1 file removed, 1 left.\n');
  expect(run(['list']).stdout).toBe('faq/hours.md\n  Opening hours\n');
});

it('says what is wrong', () => {
  const empty = run(['ask', 'anything']);
  expect([empty.status, empty.stderr]).toEqual([1, expect.stringContaining('has no articles')]);
  const missing = run(['add', join(folder, 'absent')]);
  expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining('cannot be added (ENOENT)')]);
});
