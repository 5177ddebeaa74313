import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redact, redactCause } from './redact.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9._~+/-]{12,60}$/);
const places: ((value: string) => string)[] = [
  (value) => `Authorization: Zoho-oauthtoken ${value}`,
  (value) => `authorization="Bearer ${value}"`,
  (value) => `https://accounts.zoho.com/oauth/v2/token?client_id=1&client_secret=${encodeURIComponent(value)}&a=b`,
  (value) => `{"refresh_token":"${value}","x":1}`,
  (value) => `{ "access_token" : "${value}" }`,
  (value) => `grant_type=refresh_token&refresh_token=${encodeURIComponent(value)}`,
  (value) => `code=${encodeURIComponent(value)}`,
];

test('a secret in any of its usual places does not survive', () => {
  fc.assert(
    fc.property(secret, fc.constantFrom(...places), (value, place) => {
      const text = redact(place(value));
      expect(text).not.toContain(value);
      expect(text).not.toContain(encodeURIComponent(value));
    }),
    { numRuns: 1_000 },
  );
});

test('a known secret does not survive anywhere', () => {
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
      expect(redact(`${before}${value}${after}`, [value])).not.toContain(value);
    }),
  );
});

test('a Zoho token alone, and the password of an address', () => {
  const token = `1000.${'ab12'.repeat(8)}.${'cd34'.repeat(8)}`;
  expect(redact(`refused ${token}.`)).toBe('refused ***.');
  expect(redact('connect smtp://user:hunter2@mail.example')).toBe('connect smtp://***@mail.example');
});

test('what is no secret stays readable', () => {
  const text = 'GET /api/v1/tickets/401928000000512034 answered 422 INVALID_DATA at 2026-03-02T09:14:07.000Z';
  expect(redact(text)).toBe(text);
});

test('a cause is redacted with all that it carries', () => {
  const inner = Object.assign(new Error('https://x?token=abcdefgh12345'), {
    code: 'ECONNRESET',
    headers: { a: 'secret' },
  });
  const safe = redactCause(new TypeError('fetch failed for Bearer abc.def.ghi', { cause: inner }));
  expect(safe.name).toBe('TypeError');
  expect(`${safe.message} ${String(safe.cause)}`).toBe('fetch failed for Bearer *** Error: https://x?token=***');
  expect(Object.keys(safe.cause as object)).toEqual(['name']);
});
