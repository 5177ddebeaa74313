import { createTexts } from '@baton/core';
import type { Message } from '@baton/store';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { chunkTranscript, formatTranscript, readSpeakers } from './transcript.ts';

const speakers = readSpeakers(createTexts(), 'en');

const said = (author: Message['author'], text: string): Message => ({
  seq: 1,
  author,
  authorName: null,
  text,
  sealed: null,
  suggestions: [],
  generation: 1,
  isForCustomer: true,
  at: new Date('2026-03-02T10:00:00Z'),
  deliveryId: null,
  state: 'delivered',
});

it('loses no line where one piece ends and the next begins', () => {
  const texts = fc.array(fc.stringMatching(/^[a-z]{1,60}$/), { maxLength: 30 });
  fc.assert(
    fc.property(texts, fc.integer({ min: 100, max: 300 }), (list, charactersMax) => {
      const messages = list.map((text) => said('customer', text));
      const pieces = chunkTranscript(messages, { charactersMax, speakers });
      expect(pieces.join('\n')).toBe(formatTranscript(messages, speakers));
      for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(charactersMax);
      // As few as there can be: two neighbours do not fit into one.
      for (const [index, piece] of pieces.slice(1).entries())
        expect(`${pieces[index]}\n${piece.split('\n')[0]}`.length).toBeGreaterThan(charactersMax);
    }),
  );
});

it('cuts a line that is longer than a piece, and keeps all of it', () => {
  const words = Array.from({ length: 80 }, (_each, index) => `word${index}`).join(' ');
  const pieces = chunkTranscript([said('customer', words)], { charactersMax: 120, speakers });
  expect(pieces.length).toBeGreaterThan(4);
  expect(pieces.join(' ')).toContain(words);
});
