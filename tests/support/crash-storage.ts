import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import type { Row } from './emulators.ts';

export type Query = (sql: string) => Promise<Row[]>;

/** Where a gateway that is killed keeps its data. */
export type CrashStorage = {
  /** The settings for it. */
  environment: Record<string, string>;
  /** Lets the next gateway go on with what the killed one was at, as it could once the leases of that one have ended. */
  endLeases(): Promise<void>;
  /** A look into it, after the last gateway has ended. */
  open(): Promise<{ query: Query; close(): Promise<void> }>;
};

/** `folder`: a data directory that is not there yet. */
export const embeddedStorage = (folder: string): CrashStorage => ({
  environment: { BATON_DATA_DIR: folder },
  // A start does that by itself: nobody else can hold a lease.
  endLeases: () => Promise.resolve(),
  open: async () => {
    const database = await PGlite.create(join(folder, 'store'));
    return { query: async (sql) => (await database.query<Row>(sql)).rows, close: () => database.close() };
  },
});

/** `url`: a database that is empty. */
export function serverStorage(url: string): CrashStorage {
  const connect = async (): Promise<pg.Client> => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    return client;
  };
  return {
    environment: { DATABASE_URL: url, BATON_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') },
    endLeases: async () => {
      const client = await connect();
      await client.query('update lanes set locked_until = now() where locked_until > now()');
      await client.end();
    },
    open: async () => {
      const client = await connect();
      return { query: async (sql) => (await client.query<Row>(sql)).rows, close: () => client.end() };
    },
  };
}
