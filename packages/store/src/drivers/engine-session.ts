import { AppError } from '@baton/core';
import type { PGlite } from '@electric-sql/pglite';
import type { Row } from '../database.ts';
import { codeOf, describeState, toStoreError } from '../failures/unavailable.ts';
import { checkRoom, makeUsableFolder } from '../failures/usable-folder.ts';
import { createPreparedStatements } from './prepared-statements.ts';

/** One run of the embedded engine, from its start to the moment it broke off. */
export type EngineSession = {
  execute(sql: string, parameters: readonly unknown[]): Promise<Row[]>;
  runScript(sql: string): Promise<void>;
  close(): Promise<void>;
};

export type KeptEngine = {
  /** @throws AppError `store-unavailable` while there is no engine that works */
  use<Value>(work: (session: EngineSession) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
};

/** `discard` gives back what an engine that broke off has open; it must not be called after that. */
export type OpenedEngine = { engine: PGlite; discard(): void };

/** `afterMs`: how long to wait between two tries, in milliseconds. */
export type Reopening = { folder: string; afterMs: number; open(): Promise<OpenedEngine> };

/**
 * Keeps an engine, and takes a new one after it broke off. PostgreSQL ends itself when it cannot write its log, as on a full disk: what was
 * committed is safe, and is there again after a start. An engine that has ended is never called again.
 */
export function keepEngine(opened: OpenedEngine, reopening: Reopening | null): KeptEngine {
  let isClosed = false;
  let tryAgainAtMs = 0;
  let reason: string | null = null;
  const onBroken: OnBroken = (code) => {
    session = null;
    // The end itself says nothing of its cause; the folder does.
    reason = code ?? (reopening === null ? null : findTrouble(reopening.folder));
    tryAgainAtMs = performance.now() + (reopening?.afterMs ?? 0);
    return reason;
  };
  let session: EngineSession | null = createSession(opened, onBroken);
  const take = async (): Promise<EngineSession> => {
    if (session !== null) return session;
    if (isClosed || reopening === null || performance.now() < tryAgainAtMs) throw broken(reason);
    tryAgainAtMs = performance.now() + reopening.afterMs;
    try {
      // Cheap, beside starting an engine in vain.
      checkRoom(makeUsableFolder(reopening.folder), 'used');
      session = createSession(await reopening.open(), onBroken);
      return session;
    } catch (error) {
      reason = codeOf(error) ?? reason;
      throw broken(reason, error);
    }
  };
  return {
    use: async (work) => work(await take()),
    close: async () => {
      isClosed = true;
      const last = session;
      session = null;
      await last?.close();
    },
  };
}

/** Null when there is nothing wrong with it. */
function findTrouble(folder: string): string | null {
  try {
    checkRoom(makeUsableFolder(folder), 'used');
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

/** Takes the code that the end came with, and returns the one of its cause. */
type OnBroken = (code: string | null) => string | null;

function createSession({ engine, discard }: OpenedEngine, onBroken: OnBroken): EngineSession {
  let brokenBy: { code: string | null } | null = null;
  const run = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (brokenBy !== null) throw broken(brokenBy.code);
    try {
      return await work();
    } catch (error) {
      if (!isStatementError(error)) {
        discard();
        brokenBy = { code: onBroken(codeOf(error)) };
        throw broken(brokenBy.code, error);
      }
      throw toStoreError(error);
    }
  };
  return {
    execute: createPreparedStatements(engine, (message) => run(() => engine.execProtocol(message))),
    runScript: (sql) =>
      run(async () => {
        await engine.exec(sql);
      }),
    close: () => run(() => engine.close()),
  };
}

/** An error that ends a statement, and not the engine (FATAL, PANIC, or a trap of the machine it runs in). */
const isStatementError = (error: unknown): boolean =>
  error instanceof Error && 'severity' in error && error.severity === 'ERROR';

const broken = (code: string | null, cause?: unknown): AppError =>
  new AppError(
    'store-unavailable',
    `${describeState(code)} The embedded store is opened again as soon as that is possible.`,
    {
      retryable: true,
      details: { state: code },
      cause,
    },
  );
