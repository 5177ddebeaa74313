import { Socket } from 'node:net';
import pg from 'pg';
import { codeOf, toConnectError, toStoreError, toTimeout } from '../failures/unavailable.ts';

export type ServerLimits = {
  /** How long it may take to get a connection, in milliseconds. Default 3 000. */
  connectMs: number;
  /** How long one statement, or one transaction as a whole, may take, in milliseconds. Default 5 000. */
  operationMs: number;
};

/** Together less than the ten seconds in which every request is answered. */
export const defaultLimits: ServerLimits = { connectMs: 3_000, operationMs: 5_000 };

/** How much later than we the server itself ends what was abandoned, so that it holds no lock for long. */
const serverGraceMs = 1_000;
const closeMs = 2_000;
const connectionsMax = 12;

export type BoundedPool = {
  /**
   * Gives the work a connection for `limitMs` at most; then the connection is torn down, which fails what the work waits for. A connection
   * that broke, or on which the work says `spoil`, is not used again.
   */
  use<Value>(limitMs: number, work: (connection: Connection) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
};

export type Connection = {
  query(statement: string | pg.QueryConfig): Promise<pg.QueryResult<Record<string, unknown>>>;
  spoil(): void;
};

/** What each connection is made with. */
export const toClientConfig = (url: string, { connectMs, operationMs }: ServerLimits): pg.ClientConfig => ({
  connectionString: url,
  connectionTimeoutMillis: connectMs,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  statement_timeout: operationMs + serverGraceMs,
  idle_in_transaction_session_timeout: operationMs + serverGraceMs,
});

export function createBoundedPool(url: string, limits: ServerLimits): BoundedPool {
  const pool = new pg.Pool({ ...toClientConfig(url, limits), max: connectionsMax });
  const clients = new Set<pg.ClientBase>();
  // A broken idle connection is replaced by the pool; queries report their own failures.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => {
    clients.add(client);
    // For its whole life: one that is thrown away as broken may report its end when the pool no longer listens to it.
    client.on('error', () => undefined);
  });
  pool.on('remove', (client) => clients.delete(client));
  return {
    use: async (limitMs, work) => {
      const client = await connect(pool, limits.connectMs);
      let isSpoilt = false;
      const spoil = (): void => {
        isSpoilt = true;
      };
      // Unheard, the event would end the process.
      client.on('error', spoil);
      const timer = setTimeout(() => {
        spoil();
        tearDown(client);
      }, limitMs);
      try {
        return await work({ spoil, query: (statement) => runOn(client, statement) });
      } finally {
        clearTimeout(timer);
        client.off('error', spoil);
        client.release(isSpoilt);
      }
    },
    close: async () => {
      const timer = setTimeout(() => {
        for (const client of clients) tearDown(client);
      }, closeMs);
      await pool.end();
      clearTimeout(timer);
    },
  };
}

async function connect(pool: pg.Pool, connectMs: number): Promise<pg.PoolClient> {
  const startedAtMs = performance.now();
  try {
    return await pool.connect();
  } catch (error) {
    const isLate = codeOf(error) === null && performance.now() - startedAtMs >= connectMs - 50;
    throw toConnectError(isLate ? toTimeout(error) : error);
  }
}

async function runOn(
  client: pg.ClientBase,
  statement: string | pg.QueryConfig,
): Promise<pg.QueryResult<Record<string, unknown>>> {
  try {
    return await client.query<Record<string, unknown>>(statement);
  } catch (error) {
    throw toStoreError(error);
  }
}

/** Ends a connection without asking the other side, which may not be there any more. The pool does the same when connecting takes too long. */
export function tearDown(client: pg.ClientBase): void {
  const connection: unknown = Reflect.get(client, 'connection');
  const stream: unknown =
    typeof connection === 'object' && connection !== null ? Reflect.get(connection, 'stream') : null;
  if (stream instanceof Socket) stream.destroy();
}
