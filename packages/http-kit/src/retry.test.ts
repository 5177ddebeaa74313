import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestClock } from '../testing/test-clock.ts';
import { ClientError, type ClientErrorCode } from './client-error.ts';
import { type RetryClass, type RetryPolicy, withRetry } from './retry.ts';

const codes: ClientErrorCode[] = [
  'unreachable',
  'timeout',
  'aborted',
  'throttled',
  'unavailable',
  'unauthorised',
  'forbidden',
  'not-found',
  'invalid',
  'undecodable',
  'reauth-required',
  'misconfigured',
  'unsupported',
];
const failure = fc.record({
  code: fc.constantFrom(...codes),
  retryable: fc.boolean(),
  isAmbiguous: fc.boolean(),
  retryAfterMs: fc.option(fc.integer({ min: 0, max: 40_000 })),
});
/** What chance adds to a pause, over its whole range. */
const jitters = [0, 0.999, 0.5, 0.25];
const classes = fc.constantFrom<RetryClass>('read', 'idempotent', 'unsafe');

async function attempts(
  failures: readonly { code: ClientErrorCode; retryable: boolean; isAmbiguous: boolean; retryAfterMs: number | null }[],
  retryClass: RetryClass,
  policy: RetryPolicy = {},
) {
  const clock = createTestClock();
  const at: number[] = [];
  let draws = 0;
  const random = (): number => jitters[draws++ % jitters.length] ?? 0;
  const result = withRetry(
    async (attempt) => {
      at.push(clock.now());
      const failed = failures[attempt - 1];
      if (failed !== undefined) throw new ClientError(failed.code, 'x', failed);
      return 'done';
    },
    { policy, retryClass, clock, random },
  ).catch((error: unknown) => error);
  await clock.drain();
  return { at, result: await result };
}

describe('retries', () => {
  test('never repeat an unsafe call that may have been done, nor what will not get better', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(failure, { maxLength: 5 }), classes, async (failures, retryClass) => {
        const { at } = await attempts(failures, retryClass);
        expect(at.length).toBeLessThanOrEqual(3);
        for (const failed of failures.slice(0, at.length - 1)) {
          expect(failed.retryable).toBe(true);
          expect(['unreachable', 'timeout', 'unavailable', 'throttled']).toContain(failed.code);
          if (retryClass === 'unsafe') expect(failed.isAmbiguous).toBe(false);
        }
        for (const [index, failed] of failures.slice(0, at.length - 1).entries())
          expect((at[index + 1] ?? 0) - (at[index] ?? 0)).toBeGreaterThanOrEqual(failed.retryAfterMs ?? 0);
        expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeLessThanOrEqual(20_000);
      }),
      { numRuns: 300 },
    );
  });

  test('an unsafe call that certainly was not done is repeated', async () => {
    const throttled = { code: 'throttled', retryable: true, isAmbiguous: false, retryAfterMs: 1_000 } as const;
    const { at, result } = await attempts([throttled], 'unsafe');
    expect([at.length, result]).toEqual([2, 'done']);
  });

  test('a wait that is too long is left to the caller, with the time', async () => {
    const throttled = { code: 'throttled', retryable: true, isAmbiguous: false, retryAfterMs: 600_000 } as const;
    const { at, result } = await attempts([throttled], 'read');
    expect(at).toHaveLength(1);
    expect(result).toMatchObject({ code: 'throttled', retryAfterMs: 600_000 });
  });

  test('giving up while waiting ends it, and says whether the call may have been done', async () => {
    const controller = new AbortController();
    const result = withRetry(
      () => Promise.reject(new ClientError('timeout', 'x', { retryable: true, isAmbiguous: true })),
      { policy: {}, retryClass: 'idempotent', clock: createTestClock(), random: () => 1, signal: controller.signal },
    );
    setImmediate(() => controller.abort());
    await expect(result).rejects.toMatchObject({ code: 'aborted', isAmbiguous: true, retryable: false });
  });

  test('an error of our own is not repeated', async () => {
    let count = 0;
    const work = () => {
      count += 1;
      return Promise.reject(new TypeError('a bug'));
    };
    const options = { policy: {}, retryClass: 'read', clock: createTestClock(), random: () => 0 } as const;
    await expect(withRetry(work, options)).rejects.toThrow(TypeError);
    expect(count).toBe(1);
  });
});
