import fc from 'fast-check';
import { expect, it } from 'vitest';
import { propertySeed } from './seed-properties.ts';

it('gives a property without a seed of its own the same values in every run', () => {
  expect(fc.sample(fc.string(), 20)).toEqual(fc.sample(fc.string(), { numRuns: 20, seed: propertySeed }));
  expect(fc.sample(fc.string(), 20)).not.toEqual(fc.sample(fc.string(), { numRuns: 20, seed: propertySeed + 1 }));
});
