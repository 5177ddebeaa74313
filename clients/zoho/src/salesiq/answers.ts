import { ClientError, type HttpResponse, member, text, toVendorError, unreadable, type Verdict } from '@baton/http-kit';

const scope = 'Consent again with the scope of this operation.';
const plan = 'The plan of the portal does not have it.';
const notFound: Verdict = { code: 'not-found' };
const invalid: Verdict = { code: 'invalid' };
const unavailable: Verdict = { code: 'unavailable', retryable: true, isInDoubt: true };
const throttled: Verdict = { code: 'throttled', retryable: true };
const unauthorised: Verdict = { code: 'unauthorised', retryable: true };

/** What each code means (contract salesiq §1.4): Zoho's numbers and the words of seed 004. */
export const salesIqVerdicts: Readonly<Record<string, Verdict>> = {
  1001: unavailable,
  1002: { code: 'misconfigured', fix: 'The Authorization header did not arrive; look for a proxy that drops it.' },
  1004: invalid,
  1005: { code: 'misconfigured', fix: 'Check the screen name: the first part of the path in the operator console.' },
  1006: { code: 'misconfigured', fix: 'Check the base URL and the screen name.' },
  1007: invalid,
  1008: unauthorised,
  1009: { code: 'forbidden', fix: `${scope} The Visitor API needs a token of the organisation.` },
  1010: invalid,
  1011: invalid,
  1014: { code: 'conflict', fix: 'It exists already; look for it by its name.' },
  1015: invalid,
  1016: { code: 'forbidden', fix: 'Give the operator of the token a role that may do this.' },
  1017: { code: 'forbidden', fix: plan },
  1018: invalid,
  1019: notFound,
  1020: notFound,
  1021: { code: 'forbidden', fix: plan },
  1023: throttled,
  1024: notFound,
  1025: notFound,
  1026: { code: 'conflict', fix: 'The last of its kind cannot be deleted.' },
  1027: invalid,
  1028: invalid,
  1029: invalid,
  1031: invalid,
  1054: invalid,
  2210: invalid,
  2310: invalid,
  2311: notFound,
  INVALID_TOKEN: unauthorised,
  INVALID_OAUTH_SCOPE: { code: 'forbidden', fix: scope },
  INVALID_REQUEST: invalid,
  REQUIRED_FIELD_MISSING: invalid,
  RESOURCE_NOT_FOUND: notFound,
  INVALID_VISITOR_ID: notFound,
  DUPLICATE_RESOURCE: { code: 'conflict' },
  RATE_LIMIT_EXCEEDED: throttled,
  PERMISSION_DENIED: { code: 'forbidden' },
  INVALID_DEPARTMENT: notFound,
  INTERNAL_ERROR: unavailable,
  CHAT_NOT_ACTIVE: { code: 'conflict', fix: 'The chat has ended.' },
  OPERATOR_OFFLINE: { code: 'conflict', fix: 'Nobody is there; transfer to another one.' },
};

/** The whole body of a success (contract salesiq §1.3). Errors come with status 200 too, so the body is looked at first. */
export function readSalesIqAnswer(response: HttpResponse, { isRead }: { isRead: boolean }): unknown {
  const { status } = response;
  const body = response.body instanceof Uint8Array ? readErrorIn(response) : response.body;
  const error = member(body, 'error');
  const failure = { vendor: 'SalesIQ', response, isRead };
  if (typeof error === 'object' && error !== null) throw byCode(failure, error);
  if (member(body, 'status') === 'error') throw byCode(failure, body);
  if (status < 200 || status >= 300) throw toVendorError({ ...failure, vendorCode: null });
  if (typeof body === 'string') throw toVendorError({ ...failure, vendorCode: null, verdict: unreadable });
  return body;
}

/** In the place of a file an error can come, with status 200 as well; it is told by its type and shape. Anything else is the file. */
function readErrorIn({ body, headers }: HttpResponse): unknown {
  const isJson = /\bjson\b/i.test(headers.get('content-type') ?? '');
  if (!(body instanceof Uint8Array) || !isJson || body.byteLength > 65_536) return body;
  try {
    const parsed: unknown = JSON.parse(new TextDecoder().decode(body));
    const isError = text(member(parsed, 'error'), 'code') !== null || member(parsed, 'status') === 'error';
    return isError ? parsed : body;
  } catch {
    return body;
  }
}

function byCode(failure: { vendor: string; response: HttpResponse; isRead: boolean }, error: unknown): ClientError {
  const vendorCode = text(error, 'code');
  const field = text(error, 'json_key') ?? text(error, 'param') ?? text(error, 'header');
  const { status } = failure.response;
  // An unknown code with status 200 would otherwise be judged by that status.
  const fallback = status >= 200 && status < 300 ? invalid : undefined;
  return toVendorError({
    ...failure,
    vendorCode,
    verdict: salesIqVerdicts[vendorCode ?? ''] ?? fallback,
    fields: field === null ? [] : [{ field, problem: 'refused' }],
  });
}

/** An operation that this style of address does not have; thrown before anything is sent. */
export const unsupported = (operation: string, style: string): ClientError =>
  new ClientError('unsupported', `SalesIQ has no "${operation}" in the ${style} style; nothing was sent.`, {
    retryable: false,
    fix: 'Ask client.supports() beforehand.',
  });
