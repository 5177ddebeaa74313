import type { PortResult } from '@baton/core';
import { ClientError } from '@baton/http-kit';

/** What an operator can repair is worth waiting for; only what Botpress will never accept is refused. */
const neverAccepted = new Set(['invalid', 'not-found', 'conflict', 'unsupported']);

/** Runs calls of the client and translates their errors, once. */
export async function toPortResult<Value>(work: () => Promise<Value>): Promise<PortResult<Value>> {
  try {
    return { type: 'ok', value: await work() };
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    const { code, message: detail, isAmbiguous, retryAfterMs } = error;
    return neverAccepted.has(code)
      ? { type: 'refused', code, detail }
      : { type: 'retry', code, detail, isAmbiguous, retryAfterMs };
  }
}
