import { expect, it } from 'vitest';
import { loadPerformers } from '../src/performers/load-performers.ts';
import { loadContext, storiesPerFile } from './describe-simulation.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { simulate } from './simulate.ts';

/** The stories are those that the slice in `npm test` plays, and as long. */
const seedsMax = 2 * storiesPerFile;

it.each<[PlantedBug, RegExp]>([
  ['no-fence', /while an operator is in the chat/],
  ['acknowledge-before-commit', /operator said|never came to rest/],
  ['blind-re-create', /has two tickets/],
  ['deferred-answer-not-noted', /doubled/],
  ['event-of-another-leg', /where nobody came|and was not/],
  ['lane-shared-between-legs', /was asked \d+ ms late/],
  ['timer-of-earlier-visit', /less than its time to answer/],
  ['push-repeated', /doubled/],
])('notices the planted bug "%s"', { timeout: 300_000 }, async (bug, expected) => {
  const context = await loadContext();
  const performers = await loadPerformers();
  const found: string[] = [];
  for (let seed = 1; seed <= seedsMax && !found.some((violation) => expected.test(violation)); seed += 1) {
    found.push(...(await simulate({ seed, context, performers, bug })).violations);
  }
  expect(found.join('\n')).toMatch(expected);
});
