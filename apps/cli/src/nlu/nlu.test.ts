import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addNlu } from '../commands/nlu.ts';
import { runCommand } from '../testing/run-command.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'baton-nlu-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (...words: string[]) => runCommand(addNlu, ['nlu', ...words]);
const lines = (rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

it('trains from lines and measures', async () => {
  const [examples, model] = [join(folder, 'examples.jsonl'), join(folder, 'model')];
  const rows = [
    ...['reboot the server', 'restart my server', 'a server restart'].map((text) => ({ text, intent: 'reboot' })),
    ...['the printer is jammed', 'print a page', 'printer offline'].map((text) => ({ text, intent: 'print' })),
    { text: 'sing a song', intent: null },
  ];
  writeFileSync(examples, lines(rows));
  expect(await run('train', examples, '--out', model)).toEqual({
    exitCode: 0,
    said: expect.stringContaining('7 examples of 2 intents'),
    complained: '',
  });
  expect(readdirSync(folder).sort()).toEqual(['examples.jsonl', 'model']);
  expect((await run('evaluate', examples, '--model', model)).said).toContain(
    'right intent first                    100.0 %',
  );
});

it('says what is wrong with examples and models', async () => {
  const examples = join(folder, 'examples.jsonl');
  writeFileSync(examples, 'nonsense\n');
  const complaints = [
    await run('train', examples, '--out', join(folder, 'model')),
    await run('predict', '--model', examples),
    await run('predict', '--model', join(folder, 'absent')),
  ];
  expect(complaints).toMatchObject([
    { exitCode: 1, complained: expect.stringContaining('Line 1 is not') },
    { exitCode: 1, complained: expect.stringContaining('is no model') },
    { exitCode: 1, complained: expect.stringContaining('cannot be read (ENOENT)') },
  ]);
});
