import { type Identifier, identifierTypes } from './rows.ts';
import { mapOf } from './values.ts';

const forms: Record<Identifier['type'], { isRight: (value: string) => boolean; words: string }> = {
  HS_PHONE_NUMBER: { isRight: (value) => /^\+[1-9]\d{6,14}$/.test(value), words: 'a phone number in E.164' },
  HS_EMAIL_ADDRESS: {
    isRight: (value) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) && value === value.toLowerCase(),
    words: 'an e-mail address in lower case',
  },
  HS_SHORT_CODE: { isRight: (value) => /^\d{3,8}$/.test(value), words: 'a short code' },
  CHANNEL_SPECIFIC_OPAQUE_ID: { isRight: (value) => value !== '', words: 'a text' },
};

/** A delivery identifier, or what is wrong with it (contract hubspot §6.2). */
export function readIdentifier(given: unknown): { ok: true; identifier: Identifier } | { ok: false; problem: string } {
  const { type, value } = mapOf(given);
  const known = identifierTypes.find((name) => name === type);
  if (known === undefined) return { ok: false, problem: `type must be one of ${identifierTypes.join(', ')}` };
  if (typeof value !== 'string' || !forms[known].isRight(value))
    return { ok: false, problem: `value of ${known} must be ${forms[known].words}` };
  return { ok: true, identifier: { type: known, value } };
}

export const isSameIdentifier = (one: Identifier | null, other: Identifier | null): boolean =>
  one !== null && other !== null && one.type === other.type && one.value === other.value;
