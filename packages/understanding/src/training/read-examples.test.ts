import { expect, it } from 'vitest';
import { readExamples } from './read-examples.ts';

const line = (text: string, intent: string | null): string => JSON.stringify({ text, intent });

it('reads a line for each example and skips empty ones', () => {
  const lines = [line('reboot it', 'reboot'), '', line('print it', 'print'), line('sing', null), ''].join('\n');
  expect(readExamples(lines)).toEqual({
    type: 'read',
    examples: [
      { text: 'reboot it', intent: 'reboot' },
      { text: 'print it', intent: 'print' },
      { text: 'sing', intent: null },
    ],
  });
});

it.each([
  ['{"text":"a"}', 'Line 1'],
  [`${line('a', 'b')}\nnot json`, 'Line 2'],
  [line('a', 'only'), 'Fewer than two intents'],
  ['', 'Fewer than two intents'],
])('refuses %j', (lines, problem) => {
  expect(readExamples(lines)).toEqual({ type: 'refused', problem: expect.stringContaining(problem) });
});
