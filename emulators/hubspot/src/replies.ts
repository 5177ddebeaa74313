import { randomUUID } from 'node:crypto';
import type { EmulatorReply } from '@baton/emulator-kit';
import type { JsonMap } from './values.ts';

/** Ends a call with this answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly reply: EmulatorReply;

  constructor(reply: EmulatorReply) {
    super('The call is refused.');
    this.reply = reply;
  }
}

/** The envelope of errors (contract hubspot §11). */
export const failure = (status: number, error: { category: string; message: string } & JsonMap): EmulatorReply => ({
  status,
  body: { status: 'error', correlationId: randomUUID(), ...error },
});

export const invalid = (message: string, more: JsonMap = {}): EmulatorReply =>
  failure(400, { category: 'VALIDATION_ERROR', message, ...more });

/** A member of the body that will not do. */
export const badMember = (name: string, message: string): EmulatorReply =>
  invalid(`Invalid input: ${message}`, {
    errors: [{ message, code: 'INVALID_VALUE', in: 'body', context: { propertyName: [name] } }],
  });

export const notFound = (): EmulatorReply =>
  failure(404, { category: 'OBJECT_NOT_FOUND', message: 'resource not found' });
export const conflict = (message: string): EmulatorReply => failure(409, { category: 'CONFLICT', message });
export const ok = (body: unknown): EmulatorReply => ({ status: 200, body });
export const created = (body: unknown): EmulatorReply => ({ status: 201, body });
export const nothing: EmulatorReply = { status: 204 };

export const missingScopes = (scopes: readonly string[]): EmulatorReply =>
  failure(403, {
    category: 'MISSING_SCOPES',
    message: 'This app is missing one or more required scopes for this call.',
    errors: [
      { message: 'One or more of the following scopes are required.', context: { requiredScopes: [...scopes] } },
    ],
  });

export const unauthenticated = (): EmulatorReply =>
  failure(401, { category: 'INVALID_AUTHENTICATION', message: 'Authentication credentials not found.' });

export const expired = (at: Date, now: Date): EmulatorReply => {
  const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000));
  return failure(401, {
    category: 'EXPIRED_AUTHENTICATION',
    message: `The OAuth token used to make this call expired ${minutes} minute(s) ago.`,
    context: { 'expire time': [at.toISOString()] },
  });
};

const gatewayPage = '<html><head><title>502 Bad Gateway</title></head><body></body></html>';

/** HubSpot's own words for a status that a fault orders (contract hubspot §11). */
export function ordered(status: number, scopes: readonly string[]): EmulatorReply {
  switch (status) {
    case 400:
      return invalid('Invalid input JSON on line 1, column 42', {
        errors: [
          {
            message: 'seats was not a valid number',
            code: 'INVALID_INTEGER',
            in: 'body',
            context: { propertyName: ['seats'] },
          },
        ],
      });
    case 401:
      return unauthenticated();
    case 403:
      return missingScopes(scopes);
    case 404:
      return notFound();
    case 409:
      return conflict('The request conflicts with the state of the resource.');
    case 423:
      return failure(423, { category: 'CONFLICT', message: 'Resource is locked' });
    case 477:
      return {
        status,
        headers: { 'retry-after': '3600' },
        body: { status: 'error', message: 'Account migration in progress', correlationId: randomUUID() },
      };
    case 502:
      return { status, headers: { 'content-type': 'text/html' }, body: gatewayPage };
    default:
      return failure(status, {
        category: status >= 500 ? 'INTERNAL_ERROR' : 'VALIDATION_ERROR',
        message: 'The emulator was told to fail.',
      });
  }
}
