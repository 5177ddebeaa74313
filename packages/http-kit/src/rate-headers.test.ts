import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRateLimit, readRetryAfter } from './rate-headers.ts';

const now = Date.parse('2026-03-02T09:14:07.000Z');
const after = (value: string): number | null => readRetryAfter(new Headers({ 'retry-after': value }), now);

describe('Retry-After', () => {
  test.each([
    ['120', 120_000],
    [' 120 ', 120_000],
    ['1.5', 1_500],
    ['0', 0],
    ['60, 120', 120_000],
    ['Mon, 02 Mar 2026 09:15:07 GMT', 60_000],
    ['Monday, 02-Mar-26 09:15:07 GMT', 60_000],
    ['Mon Mar  2 09:15:07 2026', 60_000],
    ['2026-03-02T09:15:07Z', 60_000],
    ['Mon, 02 Mar 2026 09:10:00 GMT', 0],
  ])('"%s" is %i ms', (value, expected) => {
    expect(after(value)).toBe(expected);
  });

  test.each(['', 'soon', '-5', 'abc, 12', 'Mon, 99 Mar 2026', '0x10'])('"%s" says nothing', (value) => {
    expect(after(value)).toBeNull();
  });

  test('a date of any moment is the time until then, whatever the zone of this machine', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (seconds) => {
        const at = new Date(now + seconds * 1_000).toUTCString();
        expect(after(at)).toBe(seconds * 1_000);
        const [, day = '', month = '', year = '', time = ''] = at.split(/,? /);
        expect(after(`Mon ${month} ${day.replace(/^0/, ' ')} ${time} ${year}`)).toBe(seconds * 1_000);
      }),
    );
  });

  test('nothing that stands in the header makes it throw or answer something below 0', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\x20-\x7e]*$/), (value) => {
        const wait = after(value);
        expect(wait === null || (Number.isFinite(wait) && wait >= 0)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });

  test('the milliseconds form goes first, and the reset helps only on 429', () => {
    const headers = new Headers({ 'retry-after-ms': '250', 'retry-after': '9', 'x-ratelimit-reset': '30' });
    expect(readRetryAfter(headers, now, 429)).toBe(250);
    const reset = new Headers({ 'x-ratelimit-reset': '30' });
    expect(readRetryAfter(reset, now, 429)).toBe(30_000);
    expect(readRetryAfter(reset, now, 200)).toBeNull();
  });
});

describe('x-ratelimit', () => {
  test.each([
    ['30', 30_000],
    [String(now / 1_000 + 30), 30_000],
    [String(now + 30_000), 30_000],
    [new Date(now + 30_000).toUTCString(), 30_000],
    ['later', null],
  ])('reset "%s"', (reset, expected) => {
    const headers = new Headers({
      'X-RateLimit-Limit': '100',
      'X-RateLimit-Remaining': '7',
      'X-RateLimit-Reset': reset,
    });
    expect(readRateLimit(headers, now)).toEqual({ limit: 100, remaining: 7, resetInMs: expected });
  });

  test('the other spellings, and the draft standard with its parameters', () => {
    expect(readRateLimit(new Headers({ 'x-rate-limit-remaining': '3' }), now).remaining).toBe(3);
    expect(readRateLimit(new Headers({ 'ratelimit-limit': '10;w=60', 'ratelimit-reset': '5' }), now)).toEqual({
      limit: 10,
      remaining: null,
      resetInMs: 5_000,
    });
  });
});
