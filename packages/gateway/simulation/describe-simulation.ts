import { fileURLToPath } from 'node:url';
import type { BotContext } from '@baton/core';
import { newBotContext } from '@baton/testkit';
import { expect, it } from 'vitest';
import { scaled } from '../../../tests/support/test-scale.ts';
import { loadWorkflows } from '../src/load-workflows.ts';
import { loadPerformers } from '../src/performers/load-performers.ts';
import { floorsFor } from './floors.ts';
import { simulate } from './simulate.ts';
import { addStakes, type Stakes } from './stakes.ts';
import { inMemory, type OpenStoryStore } from './story-stores.ts';

const workflowsDir = fileURLToPath(new URL('../../../workflows', import.meta.url));

export const loadContext = async (): Promise<BotContext> =>
  newBotContext({
    workflows: await loadWorkflows(workflowsDir),
    settings: { sendsCustomerMail: true, supportEmail: 'team@example.com' },
  });

/** Stories that each of the two files plays in `npm test`; the soak plays twice its share. */
export const storiesPerFile = 400;
export const storiesOfFile = scaled(storiesPerFile) * (scaled(1) > 1 ? 2 : 1);
type Interleavings = {
  firstSeed: number;
  count: number;
  /** Called when the first begins; default: all are played in memory. */
  getOpen?: () => OpenStoryStore;
  /** Far more than a story takes on a busy machine, in milliseconds. Default 500. */
  storyTimeoutMs?: number;
};

/** Plays `count` interleavings from the seeds on; each failing seed is named, so that it can be played again. */
export function describeSimulation(options: Interleavings): void {
  const { firstSeed, count, getOpen = () => inMemory, storyTimeoutMs = 500 } = options;
  const title = `keeps one voice, loses nothing and doubles nothing in ${count} interleavings from seed ${firstSeed}`;
  it(title, { timeout: 60_000 + count * storyTimeoutMs }, async () => {
    const context = await loadContext();
    const performers = await loadPerformers();
    const failures: string[] = [];
    let stakes: Stakes | null = null;
    for (let seed = firstSeed; seed < firstSeed + count && failures.length < 5; seed += 1) {
      const result = await simulate({ seed, context, performers, open: getOpen() });
      stakes = addStakes(stakes, result.stakes);
      if (result.violations.length > 0) failures.push(`seed ${seed}: ${result.violations.join('; ')}`);
    }
    process.stdout.write(`${count} interleavings: ${JSON.stringify(stakes)}\n`);
    expect(failures).toEqual([]);
    for (const [name, floor] of Object.entries(floorsFor(count)))
      expect(stakes?.[name], `${name} was too seldom at stake`).toBeGreaterThanOrEqual(floor);
  });
}
