import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from './database.ts';
import { openEmbedded } from './drivers/embedded.ts';
import { migrate } from './migrate.ts';
import { withSteadyClock } from './steady-clock.ts';

const hourMs = 3_600_000;

describe('a clock that is set while work waits', () => {
  let engine: Database;
  let database: Database;
  let wallMs: number;
  let passedMs: number;

  beforeAll(async () => {
    engine = await openEmbedded(null);
    await migrate(engine);
  }, 60_000);
  afterAll(() => engine.close());
  beforeEach(async () => {
    await engine.query('delete from lanes');
    wallMs = Date.now();
    passedMs = 0;
    database = withSteadyClock(engine, { wall: () => wallMs, passing: () => passedMs });
    for (const [lane, inMs] of Object.entries({ due: -hourMs, soon: 5_000 + hourMs, sleeping: 3 * hourMs }))
      await engine.query(
        `insert into lanes (organisation, kind, lane, run_at)
         values ('default', 'effect', $1, now() + $2::integer * interval '1 millisecond')`,
        [lane, inMs],
      );
  });

  /** In how many minutes each lane is due. */
  async function minutes(): Promise<Record<string, number>> {
    const rows = await database.query(
      'select lane, round(extract(epoch from run_at - now()) / 60)::integer as minutes from lanes order by lane',
    );
    return Object.fromEntries(rows.map((row) => [String(row['lane']), Number(row['minutes'])]));
  }

  it('brings forward what waits, by as much as it was set back, once', async () => {
    wallMs -= hourMs;
    expect(await minutes()).toEqual({ due: -60, soon: 0, sleeping: 120 });
    expect(await minutes()).toEqual({ due: -60, soon: 0, sleeping: 120 });
  });

  it('does so before a transaction too', async () => {
    wallMs -= hourMs;
    await database.transaction(() => Promise.resolve());
    expect(
      (await engine.query("select run_at < now() + interval '1 minute' as is_near from lanes where lane = 'soon'"))[0],
    ).toEqual({
      is_near: true,
    });
  });

  it('leaves all as it is when time passes, or the clock is trimmed or set on', async () => {
    passedMs += 60_000;
    wallMs += 60_000 - 900;
    expect(await minutes()).toEqual({ due: -60, soon: 60, sleeping: 180 });
    wallMs += 48 * hourMs;
    expect(await minutes()).toEqual({ due: -60, soon: 60, sleeping: 180 });
  });

  it('notices that a clock that was set on is set back', async () => {
    wallMs += 48 * hourMs;
    await minutes();
    wallMs -= hourMs;
    expect(await minutes()).toEqual({ due: -60, soon: 0, sleeping: 120 });
  });
});
