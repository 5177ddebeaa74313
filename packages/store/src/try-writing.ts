import type { Database } from './database.ts';

/** `isThorough`: also takes room on the disk, about 300 kB, and gives it back. */
export type WriteTrial = { isThorough: boolean };

/**
 * Proves that the database takes writes. A row that is written over shows that it answers and keeps its log; a disk that is full lets that
 * pass for as long as the log and the row have room, so whoever has a reason to doubt asks thoroughly.
 * @throws AppError `store-unavailable`
 */
export async function tryWriting(database: Database, { isThorough }: WriteTrial): Promise<void> {
  await database.query(writeSql);
  if (!isThorough) return;
  const undo = new Error('what was tried is undone');
  await database
    .transaction(async (handle) => {
      await handle.query(takeRoomSql);
      throw undo;
    })
    .catch((error: unknown) => {
      if (error !== undo) throw error;
    });
}

const writeSql = `
  insert into write_trials (id, at) values (1, now()) on conflict (id) do update set at = excluded.at`;

/** A table of its own, so that nothing is in the way of a backup, and nothing is left over. */
const takeRoomSql =
  'create table write_trial_room as select md5(number::text) as text from generate_series(1, 5000) number';
