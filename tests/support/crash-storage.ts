import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { Row } from './emulators.ts';

export type Query = (sql: string) => Promise<Row[]>;

/** Where a gateway that is killed keeps its data: the settings for it, and a look into it after the last gateway has ended. */
export type CrashStorage = {
  environment: Record<string, string>;
  open(): Promise<{ query: Query; close(): Promise<void> }>;
};

/** `folder`: a data directory that is not there yet. */
export const embeddedStorage = (folder: string): CrashStorage => ({
  environment: { BATON_DATA_DIR: folder },
  open: async () => {
    const database = await PGlite.create(join(folder, 'store'));
    return { query: async (sql) => (await database.query<Row>(sql)).rows, close: () => database.close() };
  },
});

/** `url`: a database that is empty. */
export const serverStorage = (url: string): CrashStorage => ({
  environment: { DATABASE_URL: url, BATON_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') },
  open: async () => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return { query: async (sql) => (await client.query<Row>(sql)).rows, close: () => client.end() };
  },
});
