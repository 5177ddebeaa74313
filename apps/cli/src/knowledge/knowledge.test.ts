import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { addKnowledge } from '../commands/knowledge.ts';
import { runCommand } from '../testing/run-command.ts';

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

const run = (...words: string[]) => runCommand(addKnowledge, ['kb', ...words, '--index', join(folder, 'index')]);

it('is filled, asked, measured and emptied', async () => {
  expect(await run('add', join(folder, 'faq'))).toEqual({
    exitCode: 0,
    said: '2 files read, 0 as before, 0 gone. 2 articles in all.\n',
    complained: '',
  });
  expect((await run('ask', 'when is the help desk open?')).said).toBe(
    'The help desk is open from 8 am to 6 pm.\n\nFrom: Opening hours (faq/hours.md)\n',
  );
  expect((await run('ask', 'which wine goes with fish?')).said).toContain('Nothing here answers that.');

  writeFileSync(join(folder, 'questions.jsonl'), '{"question":"help desk open","article":"faq/hours.md"}\n');
  expect((await run('evaluate', join(folder, 'questions.jsonl'))).said).toContain(
    'right article first                   100.0 %',
  );
  expect((await run('remove', 'faq/more.csv')).said).toBe('1 file removed, 1 left.\n');
  expect((await run('list')).said).toBe('faq/hours.md\n  Opening hours\n');
});

it('says what is wrong', async () => {
  expect(await run('ask', 'anything')).toMatchObject({
    exitCode: 1,
    complained: expect.stringContaining('has no articles'),
  });
  expect(await run('add', join(folder, 'absent'))).toMatchObject({
    exitCode: 1,
    complained: expect.stringContaining('cannot be added (ENOENT)'),
  });
  expect(await run('remove', 'faq')).toMatchObject({
    exitCode: 1,
    complained: expect.stringContaining('Nothing of faq'),
  });
  expect(await run('query', '--top', 'many')).toMatchObject({
    exitCode: 1,
    complained: expect.stringContaining('--top'),
  });
});
