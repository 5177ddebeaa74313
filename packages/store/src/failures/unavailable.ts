import { AppError } from '@baton/core';
import { codesOf } from './system-code.ts';

/**
 * States (SQLSTATE) that say nothing against the work itself: the connection or the server is gone or going, something is full, it took too
 * long, the database takes no writes just now, or two transactions stood in each other's way.
 */
const passing = /^(08|53|57|58)|^(25006|40001|40P01|55P03)$/;

/** What went wrong at the database, as far as an operator is concerned. */
export function describeState(code: string | null): string {
  if (code === null) return 'The database does not answer.';
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return 'The disk of the database is full.';
  if (code === '25006' || code === 'EROFS') return 'The database takes no writes; it is read-only.';
  if (code === 'EIO') return 'The disk of the database fails.';
  if (code === '57014' || code === 'ETIMEDOUT') return 'The database takes too long to answer.';
  if (code.startsWith('57P')) return 'The database is shutting down or starting up.';
  if (code.startsWith('53')) return 'The database has no room left for connections or memory.';
  return 'The database cannot be reached.';
}

/**
 * The error of a statement as callers see it. What may succeed when it is tried again becomes `store-unavailable`; what is wrong with the
 * statement stays what it is. An error without a code is the driver's own, so the connection's.
 */
export function toStoreError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  const code = codeOf(error);
  const isOurs = code !== null && /^[0-9A-Z]{5}$/.test(code) && !passing.test(code);
  return isOurs ? error : unavailable(error, code);
}

/** No connection could be made, for whatever reason. */
export const toConnectError = (error: unknown): AppError =>
  error instanceof AppError ? error : unavailable(error, codeOf(error));

const unavailable = (cause: unknown, state: string | null): AppError =>
  new AppError('store-unavailable', `${describeState(state)} What was asked for is to be tried again in a moment.`, {
    retryable: true,
    details: { state },
    cause,
  });

/** SQLSTATE, or the operating system's code; null when there is none. */
export const codeOf = (error: unknown): string | null => codesOf(error)[0] ?? null;

/** The drivers give the end of their own patience no code; this gives it the system's. */
export const toTimeout = (cause: unknown): Error =>
  Object.assign(new Error('the time is up', { cause }), { code: 'ETIMEDOUT' });
