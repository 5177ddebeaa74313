import { expect, it } from 'vitest';
import { indexNearWords } from './near-words.ts';

const near = indexNearWords(['password', 'is', 'expired'], 6);

it.each(['password', 'pasword', 'passsword', 'passwrod', 'possword', 'asword'.padStart(7, 'p'), 'passwordd'])(
  'takes "%s" for the word with one slip',
  (word) => {
    expect(near.find(word)).toBe('password');
  },
);
it.each(['passwd', 'crossword', 'paswrd', '', 'p'.repeat(1_000)])('does not take "%s" for it', (word) => {
  expect(near.find(word)).toBeNull();
});
it('takes short words only as they are', () => {
  expect(near.find('is')).toBe('is');
  expect(near.find('si')).toBeNull();
});
