import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import type { HubSpot } from '../hubspot.ts';
import { textOf } from '../values.ts';

/** v3 and the dated ones are alike (contract hubspot §2, §4.2). */
export const newVersions = ['2026-03', '2026-09', 'v3'] as const;

export const isV1 = ({ path }: EmulatorRequest): boolean => path.startsWith('/oauth/v1/');

type Refusal = { error: string; status: string; words: string; v1Words?: string };

/** A refusal; v1 has `status` and `message` alone (contract hubspot §4.4). */
export function refused(request: EmulatorRequest, { error, status, words, v1Words = words }: Refusal): EmulatorReply {
  if (isV1(request)) return { status: 400, body: { status, message: v1Words } };
  return { status: 400, body: { error, error_description: words, status, message: words } };
}

/** A form must be a form; a body of JSON gets 415 and no body (contract hubspot §4.2). */
export function readForm(request: EmulatorRequest): URLSearchParams | null {
  const type = request.headers['content-type'] ?? '';
  return type.startsWith('application/x-www-form-urlencoded') ? request.form() : null;
}

export const unsupportedType: EmulatorReply = { status: 415 };

/** The client is checked before anything else. */
export function refuseClient(hubspot: HubSpot, request: EmulatorRequest, form: URLSearchParams): EmulatorReply | null {
  const { clientId, clientSecret } = hubspot.app();
  if (form.get('client_id') !== clientId)
    return refused(request, {
      error: 'invalid_request',
      status: 'BAD_CLIENT_ID',
      words: 'missing or unknown client id',
    });
  if (textOf(form.get('client_secret')) === clientSecret) return null;
  return refused(request, {
    error: 'invalid_client',
    status: 'BAD_CLIENT_SECRET',
    words: 'missing or invalid client secret',
  });
}

/** What a fault orders at the token endpoints. */
export const failed = (status: number): EmulatorReply => ({
  status,
  body:
    status === 400
      ? {
          error: 'invalid_grant',
          error_description: 'refresh token is invalid, expired or revoked',
          status: 'BAD_REFRESH_TOKEN',
          message: 'refresh token is invalid, expired or revoked',
        }
      : { status: 'error', message: 'The emulator was told to fail.' },
});
