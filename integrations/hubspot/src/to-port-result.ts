import { AppError, type PortResult } from '@baton/core';
import { ClientError } from '@baton/http-kit';

/** What an operator can repair is worth waiting for; only what the vendor will never accept is refused. */
const neverAccepted = new Set(['invalid', 'not-found', 'conflict', 'unsupported']);

/** Runs a client's call and translates its errors, once. */
export async function toPortResult<Value>(work: () => Promise<Value>): Promise<PortResult<Value>> {
  try {
    return { type: 'ok', value: await work() };
  } catch (error) {
    // A wrong setting is repaired by an operator; until then the work waits and is not lost.
    if (error instanceof AppError)
      return { type: 'retry', code: error.code, detail: error.message, isAmbiguous: false, retryAfterMs: null };
    if (!(error instanceof ClientError)) throw error;
    const { code, message: detail, isAmbiguous, retryAfterMs } = error;
    return neverAccepted.has(code)
      ? { type: 'refused', code, detail }
      : { type: 'retry', code, detail, isAmbiguous, retryAfterMs };
  }
}
