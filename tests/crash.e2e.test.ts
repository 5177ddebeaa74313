import { createDatabase } from '@baton/testkit';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { CrashWorld, type Play } from './support/crash-world.ts';
import { lostAnswers, playDeferredAnswer, playMissedChat, playWholeChat, slowRegister } from './support/plays.ts';

/**
 * The gateway is killed once at every crash point there is. Nobody lists them: a gateway kills itself at the first one where none was
 * killed before, and is started again until there are none left. The data is on a database server, or in the embedded engine as `npm run
 * soak` wants it; kills at random times try that engine every time.
 */
let world: CrashWorld;
const isEmbedded = process.env['BATON_CRASH_ENGINE'] === 'embedded';

beforeAll(async () => {
  const databaseUrl = isEmbedded ? null : await createDatabase(inject('postgresUrl'));
  world = await CrashWorld.create({ customers: 100, isArmed: true, databaseUrl });
});
afterAll(() => world?.close());

/** A start takes some two seconds, and many times that on a machine with other work. */
const patience = { timeout: 1_800_000 };

const plays: [string, Play][] = [
  ['a whole chat', playWholeChat],
  ['a chat that nobody takes', playMissedChat],
];

it.each(plays)('is killed wherever %s gets to', patience, (_name, play) => world.killEverywhere(play));

const playsUnderFaults: [string, object[], Play][] = [
  ['a chat with lost answers', lostAnswers, playWholeChat],
  ['an answer that is finished later', slowRegister, playDeferredAnswer],
];

it.each(playsUnderFaults)('is killed wherever %s gets to', patience, (_name, faults, play) =>
  world.killEverywhereUnder(faults, play),
);

/** There were 49 when this was written, some of which a quick machine does not get to; fewer than these, and some are not wrapped any more. */
const pointsMin = 40;

it('has lost nothing and done nothing twice, as three journals tell', patience, async () => {
  expect(await world.judge()).toEqual([]);
  process.stdout.write(
    `${world.kills} kills, ${world.plays.length} chats, ${world.journal.length} answered requests\n`,
  );
  expect(world.points().length, world.points().join('\n')).toBeGreaterThanOrEqual(pointsMin);
  expect(world.kills).toBeGreaterThanOrEqual(pointsMin);
  expect(world.journal.length).toBeGreaterThan(100);
  const calls = (await world.vendors.control('/journal')) as Record<string, unknown>[];
  // Tokens are shared across restarts: Zoho allows ten new ones in ten minutes.
  expect(calls.filter(({ operation }) => String(operation).startsWith('accounts.token')).length).toBeLessThan(10);
});
