import type { BotContext } from '@baton/core';
import type { Performers } from '../src/performers/load-performers.ts';
import { findViolations } from './checks.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { countStakes, type Stakes } from './stakes.ts';
import { findAll } from './story.ts';
import { inMemory, type OpenStoryStore } from './story-stores.ts';
import { World } from './world.ts';

export type SimulationResult = { seed: number; stakes: Stakes; violations: string[] };

const startMs = 1_700_000_000_000;

/** Plays one interleaving; the same seed plays the same one. `open`: what it is played on; default a store in memory. */
export async function simulate(options: {
  seed: number;
  context: BotContext;
  performers: Performers;
  bug?: PlantedBug;
  steps?: number;
  open?: OpenStoryStore;
}): Promise<SimulationResult> {
  const { seed, context, performers, bug = 'none', steps = 400, open = inMemory } = options;
  const clock = { nowMs: startMs };
  const on = await open(() => clock.nowMs);
  const world = new World({ seed, context, performers, bug, clock, on });
  for (let step = 0; step < steps; step += 1) await world.step();
  await world.calmDown();
  const story = { world, found: await findAll(world.inspection) };
  return { seed, stakes: countStakes(story), violations: findViolations(story) };
}
