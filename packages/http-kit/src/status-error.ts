import { ClientError, type ClientErrorCode, type FieldProblem } from './client-error.ts';
import type { HttpResponse } from './http.ts';

export type Verdict = {
  code: ClientErrorCode;
  /** Default false. */
  retryable?: boolean;
  fix?: string;
  /** The vendor may have done the work all the same. */
  isInDoubt?: boolean;
};

export type VendorFailure = {
  vendor: string;
  response: HttpResponse;
  vendorCode: string | null;
  isRead: boolean;
  /** Default: what the status says. */
  verdict?: Verdict | undefined;
  fields?: readonly FieldProblem[];
};

/** The error that an answer stands for. Holds the vendor's code and request id, never its text. */
export function toVendorError({
  vendor,
  response,
  vendorCode,
  isRead,
  verdict,
  fields = [],
}: VendorFailure): ClientError {
  const { status, retryAfterMs, requestId } = response;
  const { code, retryable = false, fix, isInDoubt = false } = verdict ?? verdictOf(status);
  const named =
    fields.length === 0 ? '' : ` at ${fields.map(({ field, problem }) => `${field} (${problem})`).join(', ')}`;
  return new ClientError(code, `${vendor} ${words[code] ?? 'refused the request'} (${vendorCode ?? status})${named}.`, {
    retryable,
    isAmbiguous: isInDoubt && !isRead,
    status,
    vendorCode,
    retryAfterMs,
    requestId,
    fields,
    ...(fix === undefined ? {} : { fix }),
  });
}

const words: Partial<Record<ClientErrorCode, string>> = {
  throttled: 'asks to slow down',
  unavailable: 'failed',
  unauthorised: 'refused the token',
  forbidden: 'does not allow this',
  'not-found': 'does not know it',
  conflict: 'has it in another state',
  undecodable: 'answered with something unreadable',
  misconfigured: 'refused the connection',
};

/** What a status says when the vendor's own code says nothing more. */
function verdictOf(status: number): Verdict {
  if (status === 429) return { code: 'throttled', retryable: true };
  if (status >= 500 || status === 408) return { code: 'unavailable', retryable: true, isInDoubt: true };
  if (status === 401) return { code: 'unauthorised', retryable: true };
  if (status === 403)
    return { code: 'forbidden', fix: 'Check scopes, organisation and the profile of the one who consented.' };
  if (status === 404) return { code: 'not-found' };
  if (status === 409 || status === 412) return { code: 'conflict', fix: 'Read it again before changing it.' };
  if (status >= 300 && status < 400)
    return { code: 'misconfigured', fix: 'The address leads elsewhere; check the base URL and the region.' };
  return { code: 'invalid' };
}

/** A success that is a text: some proxy's or login's page. Whether the call went through is not known. */
export const unreadable: Verdict = {
  code: 'unavailable',
  retryable: true,
  isInDoubt: true,
  fix: 'Something between here and the vendor answered; check the base URL.',
};
