import { ClientError } from './client-error.ts';
import { redactCause } from './redact.ts';

const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Why a request was given up before the vendor's answer was complete. */
export type GaveUp = 'timeout' | 'aborted' | null;

/** What a failed `fetch` says: nothing was sent, or nobody knows. `isRead`: repeating it would do no harm. */
export function toFailure(error: unknown, { isRead, gaveUp }: { isRead: boolean; gaveUp: GaveUp }): ClientError {
  const cause = redactCause(error);
  const isAmbiguous = !isRead;
  if (gaveUp === 'aborted')
    return new ClientError('aborted', 'The caller gave the call up.', { retryable: false, isAmbiguous, cause });
  if (gaveUp === 'timeout')
    return new ClientError('timeout', 'The vendor did not answer in time.', { retryable: true, isAmbiguous, cause });
  const code = codeOf(error);
  if (neverSent.has(code)) {
    const fix = 'Check the address and the network.';
    return new ClientError('unreachable', `The vendor cannot be reached (${code}).`, { retryable: true, fix, cause });
  }
  return new ClientError('unavailable', 'The connection to the vendor broke.', { retryable: true, isAmbiguous, cause });
}

/** Several addresses of one host fail together as an AggregateError; then every one of them must be unsent. */
function codeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (cause instanceof AggregateError) {
    const codes = cause.errors.map(ownCode);
    return codes.every((code) => neverSent.has(code)) ? (codes[0] ?? '') : '';
  }
  return ownCode(cause);
}

const ownCode = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
