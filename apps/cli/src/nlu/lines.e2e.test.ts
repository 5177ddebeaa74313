import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeIndex } from '@baton/knowledge';
import { encodeModel, trainModel } from '@baton/understanding';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { root } from '../../../../tests/support/processes.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-lines-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (words: string[], input: string) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['apps/cli/bin/baton.js', ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '' },
    input,
    timeout: 60_000,
  });
  const answers: unknown[] = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
  return { status, stderr, answers };
};

it('predicts line by line, in order, and stops at a line that is none', () => {
  const model = join(folder, 'model');
  const texts = {
    reboot: ['reboot the server', 'restart my server'],
    print: ['the printer is jammed', 'print a page'],
  };
  const examples = Object.entries(texts).flatMap(([intent, each]) => each.map((text) => ({ text, intent })));
  writeFileSync(model, encodeModel(trainModel(examples)));
  const texted = ['please restart the server', 'wine and fish', 'printer jammed'].map((text) =>
    JSON.stringify({ text }),
  );
  const { status, stderr, answers } = run(['nlu', 'predict', '--model', model], `${texted.join('\n')}\nnonsense\n`);
  const ranked = expect.arrayContaining([{ intent: expect.any(String), score: expect.any(Number) }]);
  expect(answers).toEqual([
    { intent: 'reboot', score: expect.any(Number), ranked },
    { intent: null, score: expect.any(Number), ranked },
    { intent: 'print', score: expect.any(Number), ranked },
  ]);
  expect([status, stderr]).toEqual([1, expect.stringContaining('Line 4 is not')]);
});

it('finds line by line, in order', async () => {
  const article = (id: string, title: string, text: string) => ({ id, title, sections: [{ heading: '', text }] });
  const articles = [
    article('hours', 'Opening hours', 'The help desk is open from 8 am to 6 pm.'),
    article('manual', 'Handbuch', 'Das Handbuch liegt im Portal.'),
  ];
  await writeIndex(join(folder, 'index'), [{ path: 'faq', sha256: '0', articles }]);
  const { status, answers } = run(
    ['kb', 'query', '--top', '1', '--index', join(folder, 'index')],
    'Wo finde ich das Handbuch?\n{"question":"opening hours"}\n{"text":"help desk open"}\n',
  );
  expect([status, answers]).toMatchObject([
    0,
    [
      { results: [{ article: 'manual', passage: 'Das Handbuch liegt im Portal.' }] },
      { isAnswered: true, results: [{ article: 'hours' }] },
      { isAnswered: true, results: [{ article: 'hours' }] },
    ],
  ]);
});
