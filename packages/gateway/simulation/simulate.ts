import type { BotContext } from '@baton/core';
import type { Performers } from '../src/performers/load-performers.ts';
import { findViolations } from './checks.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { countStakes, type Stakes } from './stakes.ts';
import { World } from './world.ts';

export type SimulationResult = { seed: number; stakes: Stakes; violations: string[] };

/** Plays one interleaving; the same seed plays the same one. */
export async function simulate(options: {
  seed: number;
  context: BotContext;
  performers: Performers;
  bug?: PlantedBug;
  steps?: number;
}): Promise<SimulationResult> {
  const { seed, context, performers, bug = 'none', steps = 400 } = options;
  const world = new World({ seed, context, performers, bug });
  for (let step = 0; step < steps; step += 1) await world.step();
  await world.calmDown();
  return { seed, stakes: countStakes(world), violations: findViolations(world) };
}
