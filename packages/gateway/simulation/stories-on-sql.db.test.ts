import { createDatabase } from '@baton/testkit';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { scaled } from '../../../tests/support/test-scale.ts';
import { seedOr } from '../../../tests/support/test-seed.ts';
import { openSimulatedStore, type PlantedSql, type SimulatedStore } from '../../store/testing/simulated-store.ts';
import { loadPerformers } from '../src/performers/load-performers.ts';
import { describeSimulation, loadContext } from './describe-simulation.ts';
import type { PlantedBug } from './planted-bugs.ts';
import { simulate } from './simulate.ts';
import { onSql } from './story-stores.ts';

type Engine = 'server' | 'embedded';
/** A story takes ten times as long as in memory. From the first seed on, these few have something of nearly everything. */
const stories = { firstSeed: seedOr(254), count: { server: scaled(24), embedded: scaled(8) } };
/** Both have the same statements, and the embedded engine takes seconds to begin: in `npm test` it plays none. */
const engines: Engine[] = scaled(1) > 1 ? ['server', 'embedded'] : ['server'];

const openStore = async (engine: Engine): Promise<SimulatedStore> =>
  openSimulatedStore(engine === 'embedded' ? engine : { url: await createDatabase(inject('postgresUrl')) });

describe.each(engines)('on the %s engine', (engine) => {
  let sql: SimulatedStore;
  beforeAll(async () => {
    sql = await openStore(engine);
  });
  afterAll(() => sql.close());

  const { firstSeed, count } = stories;
  describeSimulation({ firstSeed, count: count[engine], getOpen: () => onSql(sql), storyTimeoutMs: 5_000 });

  it('has no time in it but that of the story', async () => {
    expect((await sql.latestTime()).getFullYear()).toBe(2023);
  });
});

/** A mistake in the store itself, which the same stories in memory cannot have. */
const leaseOfAnotherIgnored: PlantedSql = {
  find: 'and (locked_until is null or locked_until < now())',
  replace: '',
};

/** `firstSeed`: where the stories begin in which it soon shows. Default 1. */
type Planted = { bug?: PlantedBug; sql?: PlantedSql; firstSeed?: number };

describe('notices on SQL', { timeout: 300_000 }, () => {
  const seedsMax = 48;
  let sql: SimulatedStore;
  beforeAll(async () => {
    sql = await openStore('server');
  });
  afterAll(() => sql.close());

  const play = async (expected: RegExp, planted: Planted): Promise<void> => {
    const context = await loadContext();
    const performers = await loadPerformers();
    const open = onSql(sql, planted.sql);
    const { bug = 'none', firstSeed = 1 } = planted;
    const found: string[] = [];
    for (
      let seed = firstSeed;
      seed < firstSeed + seedsMax && !found.some((violation) => expected.test(violation));
      seed += 1
    )
      found.push(...(await simulate({ seed, context, performers, bug, open })).violations);
    expect(found.join('\n')).toMatch(expected);
  };

  it.each<[PlantedBug, RegExp]>([
    ['no-fence', /was decided before the human came/],
    ['deferred-answer-not-noted', /doubled/],
  ])('the planted bug "%s"', (bug, expected) => play(expected, { bug }));

  it('a claim that ignores the lease of another', () =>
    play(/opened twice|doubled/, { sql: leaseOfAnotherIgnored, firstSeed: 23 }));
});
