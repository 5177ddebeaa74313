import {
  ClientError,
  type FieldProblem,
  type HttpResponse,
  list,
  map,
  member,
  text,
  texts,
  toVendorError,
  unreadable,
  type Verdict,
} from '@baton/http-kit';

const vendor = 'HubSpot';
const hourMs = 3_600_000;

/** The body of a success; 204 is null. Every member of an error's body is optional, and gateways answer with HTML (contract hubspot §11). */
export function readHubSpotAnswer(given: HttpResponse, { isRead }: { isRead: boolean }): unknown {
  const { status, body } = given;
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && typeof body !== 'string') return body;
  const response = {
    ...given,
    requestId: text(body, 'correlationId') ?? given.headers.get('x-hubspot-correlation-id') ?? given.requestId,
    retryAfterMs: waitOf(given),
  };
  const vendorCode = text(body, 'subCategory') ?? text(body, 'category') ?? text(body, 'policyName');
  const verdict = isSuccess ? unreadable : verdictOf(given);
  throw toVendorError({ vendor, response, vendorCode, isRead, verdict, fields: toFields(body) });
}

/**
 * The same for calls with a developer key: what is refused there is no token, and another one does not help.
 * @throws ClientError
 */
export function readDeveloperAnswer(response: HttpResponse, call: { isRead: boolean }): unknown {
  if (response.status !== 401) return readHubSpotAnswer(response, call);
  throw new ClientError('misconfigured', 'HubSpot refused the developer key.', {
    retryable: false,
    status: response.status,
    vendorCode: text(response.body, 'category'),
    requestId: text(response.body, 'correlationId') ?? response.requestId,
    fix: 'Check the developer API key (Development → Keys) and the app id; the key of an account is another one.',
  });
}

/** What a status means where HubSpot departs from the usual, or where more can be said. */
function verdictOf({ status, body }: HttpResponse): Verdict | undefined {
  if (status === 401) return { code: 'unauthorised', retryable: true };
  if (status === 403) return { code: 'forbidden', fix: forbiddenFix(body) };
  if (status === 423 || status === 477) return { code: 'unavailable', retryable: true };
  if (status === 429)
    return text(body, 'policyName') === 'DAILY'
      ? { code: 'throttled', retryable: true, fix: 'The calls of the day are used up; raise the limit of the account.' }
      : { code: 'throttled', retryable: true };
  return undefined;
}

/** Retry-After counts where it is there; else what the kind of limit says (§11). */
function waitOf({ status, body, headers, retryAfterMs }: HttpResponse): number | null {
  if (retryAfterMs !== null) return retryAfterMs;
  if (status === 423) return 2_000;
  if (status === 477) return hourMs;
  if (status !== 429) return null;
  const policy = text(body, 'policyName');
  if (policy === 'DAILY') return hourMs;
  if (policy === 'SECONDLY') return 1_000;
  const interval = Number(headers.get('x-hubspot-ratelimit-interval-milliseconds'));
  return interval > 0 ? interval : 10_000;
}

function forbiddenFix(body: unknown): string {
  const scopes = list(body, 'errors').flatMap((error) => texts(member(error, 'context'), 'requiredScopes'));
  const own = scopes.filter((scope) => /^[a-z0-9_.-]+$/.test(scope));
  if (own.length > 0) return `Connect the account again with the scope ${own.join(' or ')}.`;
  return 'Check the scopes of the app and the product: custom channels need Sales or Service Hub, Professional or Enterprise.';
}

/** Names of members and codes only, for messages may quote what was sent. */
function toFields(body: unknown): FieldProblem[] {
  const named = list(body, 'errors').flatMap((error) =>
    texts(member(error, 'context'), 'propertyName').map((field) => ({
      field,
      problem: text(error, 'code') ?? 'invalid',
    })),
  );
  const keys = Object.keys(map(body, 'context')).filter((name) => /^[A-Za-z]+$/.test(name));
  return named.length > 0 ? named : keys.map((field) => ({ field, problem: 'invalid' }));
}
