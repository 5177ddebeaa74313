import type { EmulatorHost, EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { checkToken, hasScope } from '../accounts/tokens.ts';
import { organizationId } from './rows.ts';

const rateHeaders = { 'x-rate-limit-request-weight-v3': '1', 'x-rate-limit-remaining-v3': '74812' };

export const ok = (body: unknown): EmulatorReply => ({ status: 200, headers: rateHeaders, body });

/** Nothing found is 204 with an empty body, never an empty list (contract zoho-desk §2). */
export const rows = (data: unknown[]): EmulatorReply =>
  data.length === 0 ? { status: 204, headers: rateHeaders } : ok({ data, count: data.length });

export const failure = (status: number, errorCode: string, message: string): EmulatorReply => ({
  status,
  body: { errorCode, message },
});

export const invalid = (fieldName: string, errorType: 'invalid' | 'missing' | 'duplicate'): EmulatorReply => ({
  status: 422,
  body: {
    errorCode: 'INVALID_DATA',
    message: 'The data does not comply to the validation restrictions defined.',
    errors: [{ fieldName: `/${fieldName}`, errorType, errorMessage: '' }],
  },
});

/** Token, organisation and scope (contract zoho-desk §2, §12); null when all is well. */
export function refuse(host: EmulatorHost, request: EmulatorRequest, scopes: string[]): EmulatorReply | null {
  const token = checkToken(host, request);
  if (!token.ok) {
    return token.reason === 'missing'
      ? failure(401, 'UNAUTHORIZED', 'You are not authenticated to perform this operation.')
      : failure(401, 'INVALID_OAUTH', 'The OAuth Token you provided is invalid.');
  }
  const given = request.headers['orgid'] ?? request.query['orgId'];
  if (given !== undefined && given !== organizationId)
    return failure(403, 'OAUTH_ORG_MISMATCH', 'The OAuth Token does not belong to this organization.');
  return scopes.every((scope) => hasScope(token.scopes, scope))
    ? null
    : failure(403, 'SCOPE_MISMATCH', 'The OAuth Token does not have the required scope.');
}

/** Unknown query parameters are refused (contract zoho-desk §2). */
export function refuseExtra(request: EmulatorRequest, known: string[]): EmulatorReply | null {
  const extra = Object.keys(request.query).find((name) => name !== 'orgId' && !known.includes(name));
  return extra === undefined
    ? null
    : failure(422, 'UNPROCESSABLE_ENTITY', `Extra query parameter '${extra}' is present in the input.`);
}

/** The body as an object; anything else is an empty one. */
export function bodyOf(request: EmulatorRequest): Record<string, unknown> {
  const body = request.json();
  return typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
}
