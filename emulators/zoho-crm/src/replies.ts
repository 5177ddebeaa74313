import type { EmulatorHost, EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';

export type Failure = { code: string; message: string; details: Record<string, unknown>; status: 'error' };

export const failure = (code: string, message: string, details: Record<string, unknown> = {}): Failure => ({
  code,
  details,
  message,
  status: 'error',
});

export const refused = (status: number, ...told: Parameters<typeof failure>): EmulatorReply => ({
  status,
  body: failure(...told),
});

export const invalidModule = refused(400, 'INVALID_MODULE', 'the module name given seems to be invalid', {
  resource_path_index: 0,
});
export const invalidUrl = refused(
  404,
  'INVALID_URL_PATTERN',
  'Please check if the URL trying to access is a correct one',
);
export const none: EmulatorReply = { status: 204 };

/** 401 for both a bad token and a missing scope, told apart by code (contract zoho-crm §7). */
export function refuse(host: EmulatorHost, request: EmulatorRequest, scopes: string[]): EmulatorReply | null {
  const token = host.checkToken(request);
  if (!token.ok)
    return token.reason === 'missing'
      ? refused(401, 'AUTHENTICATION_FAILURE', 'Authentication failed')
      : refused(401, 'INVALID_TOKEN', 'invalid oauth token');
  return scopes.every((scope) => token.covers(scope))
    ? null
    : refused(401, 'OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL');
}

const failures: Record<number, [string, string, Record<string, unknown>?]> = {
  401: ['INVALID_TOKEN', 'invalid oauth token'],
  403: ['NO_PERMISSION', 'permission denied', { permissions: ['Crm_Implied_Api_Access'] }],
  429: ['TOO_MANY_REQUESTS', 'You have exceeded the concurrency limit.'],
};

/** The vendor's words for a status that a fault orders. */
export const failed = (status: number): EmulatorReply =>
  refused(status, ...(failures[status] ?? (['INTERNAL_ERROR', 'Internal Server Error'] as const)));

/** The body as an object; anything else is an empty one. */
export function bodyOf(request: EmulatorRequest): Record<string, unknown> {
  const body = request.json();
  return typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body)) : {};
}
