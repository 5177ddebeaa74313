import type { Mutant } from './mutant.ts';

const onDatabases = 'packages/store/src/store.db.test.ts';
const races = 'packages/store/src/races.db.test.ts';

export const mutants: Mutant[] = [
  {
    id: 'sleeping-head-skipped',
    why: 'what is due can be handed out, so a filter looks simpler than a cut; it overtakes a head that a vanished worker put to sleep',
    file: 'packages/store/src/lanes.ts',
    find: 'rows: firstSleeping === -1 ? rows : rows.slice(0, firstSleeping)',
    replace: "rows: firstSleeping === -1 ? rows : rows.filter((row) => row['is_due'] === true)",
    suites: [onDatabases],
  },
  {
    id: 'lane-row-not-locked-on-ingest',
    why: 'an update that changes nothing looks like waste',
    file: 'packages/store/src/ingest.ts',
    find: 'on conflict (organisation, kind, lane) do update set run_at = lanes.run_at`;',
    replace: 'on conflict (organisation, kind, lane) do nothing`;',
    suites: [races],
  },
  {
    id: 'commit-not-guarded',
    why: 'a caught error was dealt with, so the transaction seems fine',
    file: 'packages/store/src/guard-commit.ts',
    find: 'if (failures.length > 0) throw failures[0];',
    replace: 'if (failures.length > 1_000) throw failures[0];',
    suites: [onDatabases],
  },
  {
    id: 'sleep-forgotten-on-release',
    why: 'a lane that was just worked on is due now',
    file: 'packages/store/src/lanes.ts',
    find: "        head['run_at'],",
    replace: '        new Date(0),',
    suites: [onDatabases],
  },
  {
    id: 'lost-lease-renewed',
    why: 'a worker knows its lane, and asking by it reads better than by a token',
    file: 'packages/store/src/lanes.ts',
    find: 'where token = $1 returning lane",',
    replace: 'where lane in (select lane from lanes) returning lane, $1::text as token",',
    suites: [onDatabases],
  },
  {
    id: 'fsync-counted-not-done',
    why: 'a sync is slow, and the counter is what the start looks at',
    file: 'packages/store/src/drivers/durable-files.ts',
    find: '        fsyncSync(stream.nfd);\n',
    replace: '',
    suites: ['packages/store/src/drivers/durable-files.test.ts'],
  },
  {
    id: 'normal-work-starved',
    why: 'requests are urgent, so they always go first',
    file: 'packages/store/src/drivers/turnstile.ts',
    find: "(last === 'normal' || waiting.normal.length === 0)",
    replace: "(last === 'normal' || waiting.normal.length >= 0)",
    suites: ['packages/store/src/drivers/turnstile.test.ts'],
  },
];
