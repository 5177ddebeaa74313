import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Row } from '../support/emulators.ts';
import { root } from '../support/processes.ts';
import type { Recording } from './fixture.ts';

/** What both engines can do: `run` takes a script, `query` one statement. */
export type Sql = { run(script: string): Promise<void>; query(sql: string, values?: unknown[]): Promise<Row[]> };

const listTables = `select table_name as name from information_schema.tables
  where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`;

/** All rows of all tables as PostgreSQL writes them in JSON, and the migrations that made the tables. */
export async function dumpDatabase({ query }: Sql): Promise<Recording['database']> {
  const tables: Record<string, Row[]> = {};
  for (const { name } of await query(listTables)) {
    const [read] = await query(`select coalesce(json_agg(t), '[]') as rows from "${String(name)}" t`);
    tables[String(name)] = read?.['rows'] as Row[];
  }
  const { schema_migrations: applied = [], ...more } = tables;
  return {
    migrations: applied.map((row) => String(row['name'])).sort(),
    tables: { schema_migrations: applied, ...more },
  };
}

/** Makes the schema of the recording, by its own migrations alone, and fills it. */
export async function loadDatabase({ run, query }: Sql, { migrations, tables }: Recording['database']): Promise<void> {
  await run('create table schema_migrations (name text primary key, at timestamptz not null default now())');
  for (const name of migrations) await run(readFileSync(join(root, 'packages/store/migrations', name), 'utf8'));
  await run('set session_replication_role = replica');
  // A table that holds nothing may be one that the engine's own start makes.
  for (const [name, rows] of Object.entries(tables).filter(([, all]) => all.length > 0))
    await query(`insert into "${name}" select * from json_populate_recordset(null::"${name}", $1::json)`, [
      JSON.stringify(rows),
    ]);
  await run('set session_replication_role = origin');
  const serials = await query(
    `select table_name as "table", column_name as "column" from information_schema.columns
     where table_schema = 'public' and column_default like 'nextval(%'`,
  );
  for (const { table, column } of serials)
    await query(
      `select setval(pg_get_serial_sequence('${String(table)}', '${String(column)}'), greatest(1, (select max("${String(column)}") from "${String(table)}")))`,
    );
}
