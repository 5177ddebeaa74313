import { AppError } from '../app-error.ts';
import type { PortResult } from './port-result.ts';

/** What a vendor's client throws, as far as a port is concerned; `ClientError` of `@baton/http-kit` is one. */
type CallFailure = Error & {
  code: string;
  /** Whether the vendor will never accept this call, whatever a person repairs. */
  isRefusal: boolean;
  isAmbiguous: boolean;
  retryAfterMs: number | null;
};

const isCallFailure = (error: unknown): error is CallFailure =>
  error instanceof Error &&
  'code' in error &&
  'isRefusal' in error &&
  'isAmbiguous' in error &&
  'retryAfterMs' in error;

/**
 * Runs a client's call and makes a port's outcome of what it throws. What an operator can repair (a token, a scope, a setting) is worth
 * waiting for; only what the vendor will never accept is refused.
 *
 * @throws what is neither a client's failure nor an AppError: a mistake of ours
 */
export async function toPortResult<Value>(work: () => Promise<Value>): Promise<PortResult<Value>> {
  try {
    return { type: 'ok', value: await work() };
  } catch (error) {
    if (error instanceof AppError)
      return { type: 'retry', code: error.code, detail: error.message, isAmbiguous: false, retryAfterMs: null };
    if (!isCallFailure(error)) throw error;
    const { code, message: detail, isAmbiguous, retryAfterMs } = error;
    return error.isRefusal
      ? { type: 'refused', code, detail }
      : { type: 'retry', code, detail, isAmbiguous, retryAfterMs };
  }
}
