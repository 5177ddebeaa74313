import { afterAll, beforeAll, expect, it } from 'vitest';
import { createRandom } from '../packages/gateway/simulation/random.ts';
import { CrashWorld } from './support/crash-world.ts';
import { playWholeChat } from './support/plays.ts';
import { seedOr } from './support/test-seed.ts';

/** Kills at random times; more with BATON_RANDOM_KILLS, as `npm run soak` sets it. */
const randomKills = Number(process.env['BATON_RANDOM_KILLS'] ?? '6');

let world: CrashWorld;

beforeAll(async () => {
  world = await CrashWorld.create({ customers: randomKills, isArmed: false, databaseUrl: null });
});
afterAll(() => world?.close());

it(`is killed ${randomKills} times at random`, { timeout: 120_000 + randomKills * 15_000 }, async () => {
  const random = createRandom(seedOr(1));
  for (let kill = 0; kill < randomKills; kill += 1) {
    await world.untilUp();
    world.begin(playWholeChat).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, random.below(1_200)));
    await world.kill();
  }
});

it('has lost nothing and done nothing twice, as three journals tell', async () => {
  expect(await world.judge()).toEqual([]);
  process.stdout.write(
    `${world.kills} kills, ${world.plays.length} chats, ${world.journal.length} answered requests\n`,
  );
  expect(world.kills).toBeGreaterThanOrEqual(randomKills);
  expect(world.journal.length).toBeGreaterThan(randomKills * 7);
});
