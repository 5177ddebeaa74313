import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../../../../tests/support/processes.ts';

const run = (args: string[], input = '') =>
  spawnSync(process.execPath, ['apps/cli/bin/baton.js', 'nlu', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
    input,
    timeout: 60_000,
  });
const lines = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-nlu-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('trains from lines, predicts line by line in order, and measures', () => {
  const [examples, model] = [join(folder, 'examples.jsonl'), join(folder, 'model')];
  const rows = [
    ...['reboot the server', 'restart my server', 'the server needs a restart'].map((text) => ({
      text,
      intent: 'reboot',
    })),
    ...['the printer is jammed', 'print a page', 'printer offline'].map((text) => ({ text, intent: 'print' })),
    { text: 'sing a song', intent: null },
  ];
  writeFileSync(examples, lines(rows));

  const trained = run(['train', examples, '--out', model]);
  expect([trained.status, trained.stderr, trained.stdout]).toEqual([
    0,
    '',
    expect.stringContaining('7 examples of 2 intents'),
  ]);
  expect(readdirSync(folder).sort()).toEqual(['examples.jsonl', 'model']);

  const predicted = run(
    ['predict', '--model', model],
    lines([{ text: 'please restart the server' }, { text: 'wine and fish' }, { text: 'printer jammed' }]),
  );
  const answers: unknown[] = predicted.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const ranked = expect.arrayContaining([{ intent: expect.any(String), score: expect.any(Number) }]);
  expect(answers).toEqual([
    { intent: 'reboot', score: expect.any(Number), ranked },
    { intent: null, score: expect.any(Number), ranked },
    { intent: 'print', score: expect.any(Number), ranked },
  ]);

  const measured = run(['evaluate', examples, '--model', model]);
  expect(measured.stdout).toContain('right intent first                    100.0 %');
});

it('says what is wrong with examples, models and lines', () => {
  const examples = join(folder, 'examples.jsonl');
  writeFileSync(examples, 'nonsense\n');
  const training = run(['train', examples, '--out', join(folder, 'model')]);
  expect([training.status, training.stderr]).toEqual([1, expect.stringContaining('Line 1 is not')]);
  const prediction = run(['predict', '--model', examples], '');
  expect([prediction.status, prediction.stderr]).toEqual([1, expect.stringContaining('is no model')]);
  const missing = run(['predict', '--model', join(folder, 'absent')], '');
  expect([missing.status, missing.stderr]).toEqual([1, expect.stringContaining('cannot be read (ENOENT)')]);
});
