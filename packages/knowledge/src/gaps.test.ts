import { expect, it } from 'vitest';
import { groupGaps } from './gaps.ts';

it('groups questions that mean much the same, the most frequent first', () => {
  const questions = ['Do you sell gift cards?', 'parking places', 'do you have gift cards', 'Do you sell gift cards?'];
  expect(groupGaps(questions)).toEqual([
    { question: 'Do you sell gift cards?', count: 3, others: ['do you have gift cards'] },
    { question: 'parking places', count: 1, others: [] },
  ]);
});
