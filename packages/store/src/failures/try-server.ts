import pg from 'pg';
import { readMigrations } from '../migrate.ts';
import { explainServer } from './explain-server.ts';

/** Why a database will not do, with the next step. */
export type DatabaseFinding = { code: string; problem: string; fix: string };

const versionMin = 150_000;
const connectWithinMs = 5_000;
const askWithinMs = 10_000;

/** Looks whether Baton can work on the PostgreSQL server at `url`: access, version, rights, age of the schema. Writes nothing. */
export async function tryServer(url: string): Promise<DatabaseFinding[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: askWithinMs,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return [...(await findUnfit(client)), ...(await findNewerSchema(client))];
  } catch (error) {
    const explained = explainServer(url, error);
    const [problem = explained.message, ...fix] = explained.message.split('\n');
    return [{ code: explained.code, problem, fix: fix.join(' ') }];
  } finally {
    client.end().catch(() => undefined);
  }
}

async function findUnfit(client: pg.Client): Promise<DatabaseFinding[]> {
  const { rows } = await client.query<Fitness>(fitnessSql);
  const [fitness] = rows;
  if (fitness === undefined) return [];
  const { version, version_text: text, is_read_only: isReadOnly, may_create: mayCreate, user_name: user } = fitness;
  const database = fitness.database_name;
  return [
    ...(version >= versionMin ? [] : [tooOld(text)]),
    ...(isReadOnly ? [readOnly] : []),
    ...(mayCreate ? [] : [mayNotCreate(user, database)]),
    ...(fitness.closed_tables.length === 0 ? [] : [mayNotWrite(user, { database, tables: fitness.closed_tables })]),
  ];
}

type Fitness = {
  version: number;
  version_text: string;
  is_read_only: boolean;
  may_create: boolean;
  user_name: string;
  database_name: string;
  closed_tables: string[];
};

const fitnessSql = `
  select current_setting('server_version_num')::integer as version, current_setting('server_version') as version_text,
    pg_is_in_recovery() or current_setting('default_transaction_read_only') = 'on' as is_read_only,
    current_schema() is not null and has_schema_privilege(current_schema(), 'create') as may_create,
    current_user::text as user_name, current_database()::text as database_name,
    coalesce((select array_agg(name::text) from (select relname as name from pg_class
      where relkind = 'r' and relnamespace = to_regnamespace(current_schema())
      and not (has_table_privilege(oid, 'select') and has_table_privilege(oid, 'insert')
        and has_table_privilege(oid, 'update') and has_table_privilege(oid, 'delete'))
      order by relname limit 5) as closed), '{}') as closed_tables`;

async function findNewerSchema(client: pg.Client): Promise<DatabaseFinding[]> {
  const { rows: found } = await client.query<{ is_there: boolean }>(
    "select has_table_privilege(oid, 'select') as is_there from pg_class where oid = to_regclass('schema_migrations')",
  );
  if (found[0]?.is_there !== true) return [];
  const { rows } = await client.query<{ name: string }>('select name from schema_migrations');
  const known = new Set((await readMigrations()).map(({ name }) => name));
  const unknown = rows.map(({ name }) => name).filter((name) => !known.has(name));
  if (unknown.length === 0) return [];
  const problem = `The database was made by a newer version of Baton (${unknown.join(', ')}).`;
  return [{ code: 'database-newer', problem, fix: 'Start that version, or restore a backup.' }];
}

const tooOld = (version: string): DatabaseFinding => ({
  code: 'database-too-old',
  problem: `The database server is PostgreSQL ${version}.`,
  fix: 'Use version 15 or later.',
});

const readOnly: DatabaseFinding = {
  code: 'database-read-only',
  problem: 'The database server takes no writes; it is a replica, or set to read only.',
  fix: 'Name the server that takes writes in DATABASE_URL.',
};

const mayNotCreate = (user: string, database: string): DatabaseFinding => ({
  code: 'database-rights-missing',
  problem: `The user "${user}" may not create tables in the database "${database}".`,
  fix: `Let the database belong to that user (ALTER DATABASE ${database} OWNER TO ${user}), or name another one in DATABASE_URL.`,
});

const mayNotWrite = (
  user: string,
  { database, tables }: { database: string; tables: readonly string[] },
): DatabaseFinding => ({
  code: 'database-rights-missing',
  problem: `The user "${user}" may not read and write tables in the database "${database}": ${tables.join(', ')}.`,
  fix: 'Name the user in DATABASE_URL that made them, or a database for Baton alone.',
});
