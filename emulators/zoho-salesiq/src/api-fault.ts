import type { EmulatorReply } from '@baton/emulator-kit';
import type { SalesIqStore } from './store.ts';

/** A refusal of the real API family, by its number (salesiq.md §1.4). */
export class ApiFault extends Error {
  readonly code: number;
  readonly pointer: { param?: string; json_key?: string };

  constructor(code: number, message: string, pointer: { param?: string; json_key?: string } = {}) {
    super(message);
    this.code = code;
    this.pointer = pointer;
  }
}

export const invalidParam = (param: string) =>
  new ApiFault(1011, 'Either the request parameters are invalid or absent', { param });
export const invalidBody = (key: string) =>
  new ApiFault(1015, 'Either the request body is invalid or absent', key === '' ? {} : { json_key: key });
export const notFound = () => new ApiFault(1019, 'Invalid resource');

/** What the HTTP status would be if SalesIQ used it for errors; the switch `errorStyle` turns it on. */
const STATUS: Record<number, number> = {
  1001: 500,
  1002: 401,
  1005: 404,
  1006: 404,
  1008: 401,
  1009: 403,
  1010: 405,
  1014: 409,
  1016: 403,
  1017: 403,
  1019: 404,
  1020: 404,
  1021: 403,
  1023: 429,
  1024: 404,
  1025: 404,
  1026: 409,
};

/** HTTP 200 with an error body by default, as documented (salesiq.md §0.3). */
export function faultReply(store: SalesIqStore, fault: ApiFault): EmulatorReply {
  const status = store.settings().errorStyle === '200' ? 200 : (STATUS[fault.code] ?? 400);
  return { status, body: { error: { code: fault.code, message: fault.message, ...fault.pointer } } };
}

const CODES: Record<number, [number, string]> = {
  401: [1008, 'Invalid OAuthToken'],
  403: [1016, 'The operator lacks the permission'],
  404: [1019, 'Invalid resource'],
  429: [1023, 'Too many requests. The IP is locked for a while'],
};

/** The real family's words for a status that a fault orders; the status is sent as ordered. */
export function failedReply(status: number): EmulatorReply {
  const [code, message] =
    CODES[status] ?? (status < 500 ? [1011, 'Either the request parameters are invalid or absent'] : [1001, 'Unknown']);
  return { status, body: { error: { code, message } } };
}

/** The refusal of too many calls, in the error style in force. */
export const limitReply = (store: SalesIqStore): EmulatorReply =>
  faultReply(store, new ApiFault(1023, 'Too many requests. The IP is locked for a while'));

/** A refusal of the seed family, by its word (seed 004). */
export class SeedFault extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

export const seedNotFound = (what: string) => new SeedFault('RESOURCE_NOT_FOUND', `There is no such ${what}.`, 404);
export const seedMissing = (field: string) => new SeedFault('REQUIRED_FIELD_MISSING', `${field} is required.`);

export function seedFaultReply(fault: SeedFault): EmulatorReply {
  return { status: fault.status, body: { status: 'error', code: fault.code, message: fault.message, details: {} } };
}

const WORDS: Record<number, string> = {
  401: 'INVALID_TOKEN',
  403: 'PERMISSION_DENIED',
  404: 'RESOURCE_NOT_FOUND',
  409: 'DUPLICATE_RESOURCE',
  429: 'RATE_LIMIT_EXCEEDED',
};

/** The seed family's words for a status that a fault orders. */
export const seedFailedReply = (status: number): EmulatorReply => {
  const word = WORDS[status] ?? (status < 500 ? 'INVALID_REQUEST' : 'INTERNAL_ERROR');
  return seedFaultReply(new SeedFault(word, 'The emulator was told to fail.', status));
};
