import { readdir, readFile } from 'node:fs/promises';
import { AppError } from '@baton/core';
import type { Database } from './database.ts';

const folder = new URL('../migrations/', import.meta.url);

/** Brings the schema up to date, one process at a time. @throws AppError `database-newer` */
export async function migrate(database: Database): Promise<void> {
  const work = async (): Promise<void> => {
    await database.runScript(
      'create table if not exists schema_migrations (name text primary key, at timestamptz not null default now())',
    );
    const applied = new Set(
      (await database.query('select name from schema_migrations')).map((row) => String(row['name'])),
    );
    const migrations = await readMigrations();
    const unknown = [...applied].filter((name) => !migrations.some((migration) => migration.name === name));
    if (unknown.length > 0) {
      throw new AppError(
        'database-newer',
        `The database was made by a newer version of Baton (${unknown.join(', ')}). Start that version, or restore a backup.`,
      );
    }
    for (const { name, sql } of migrations.filter((migration) => !applied.has(migration.name))) {
      await database.runScript(`begin;\n${sql}\ninsert into schema_migrations (name) values ('${name}');\ncommit;`);
    }
  };
  // Another node may be at it just now.
  await database.withLock('baton-migrations', work, { waitMs: 600_000 });
}

/** All of them, in the order in which they are applied. */
export async function readMigrations(): Promise<{ name: string; sql: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map(async (name) => ({ name, sql: await readFile(new URL(name, folder), 'utf8') })));
}
