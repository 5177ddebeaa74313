import { effectDefinitions } from '@baton/core';
import { expect, it } from 'vitest';
import { loadPerformers } from './load-performers.ts';

it('finds a performer for every kind of effect there is', async () => {
  const performers = await loadPerformers();
  expect(Object.keys(performers).sort()).toEqual(Object.keys(effectDefinitions).sort());
  expect(Object.keys(performers).length).toBeGreaterThan(10);
});
