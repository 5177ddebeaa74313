import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIntoPassages, splitSentences } from './passages.ts';

const article = (text: string) => ({ id: 'a', title: 'A', sections: [{ heading: 'H', text }] });

describe('sentences', () => {
  it('are cut after their ends and nowhere else', () => {
    expect(splitSentences('Version 2.5 is out. "Really?" Yes! 好的。再见')).toEqual([
      'Version 2.5 is out. ',
      '"Really?" ',
      'Yes! ',
      '好的。',
      '再见',
    ]);
  });

  it('are the text again when they are joined', () => {
    const character = fc.constantFrom('a', 'b ', '. ', '!', '?"', '\n', '。', ' ', '');
    fc.assert(
      fc.property(fc.array(character), (parts) => {
        expect(splitSentences(parts.join('')).join('')).toBe(parts.join(''));
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});

describe('passages', () => {
  it('keep short paragraphs together and lose nothing of long ones', () => {
    const long = 'One sentence of a paragraph. '.repeat(200).trim();
    const passages = cutIntoPassages(article(`First.\n\nSecond.\n\n${long}\n\n${'x'.repeat(4_000)}`));
    expect(passages[0]?.text.startsWith('First.\n\nSecond.')).toBe(true);
    for (const { text } of passages) expect(text.length).toBeLessThanOrEqual(1_600);
    const letters = passages.map(({ text }) => text.replace(/\s/g, '')).join('');
    expect(letters).toBe(`First.Second.${long}${'x'.repeat(4_000)}`.replace(/\s/g, ''));
  });

  it('are none where there is no text', () => {
    expect(cutIntoPassages(article(' \n\n '))).toEqual([]);
  });
});
