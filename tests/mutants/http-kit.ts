import type { Mutant } from './mutant.ts';

const retry = 'packages/http-kit/src/retry.test.ts';
const runner = 'packages/http-kit/src/runner.test.ts';

export const mutants: Mutant[] = [
  {
    id: 'unclear-create-repeated',
    why: 'the code already says that the vendor was not reached',
    file: 'packages/http-kit/src/retry.ts',
    find: 'return !error.isAmbiguous && (',
    replace: 'return (',
    suites: [retry, runner],
  },
  {
    id: 'vendors-wait-ignored',
    why: 'our own backoff is polite enough',
    file: 'packages/http-kit/src/retry.ts',
    find: 'Math.ceil(retryAfterMs === null ? jitterMs : retryAfterMs + Math.min(jitterMs, 1_000))',
    replace: 'Math.ceil(retryAfterMs === null ? jitterMs : Math.min(jitterMs, 1_000))',
    suites: [retry, runner],
  },
  {
    id: 'spent-stream-sent-again',
    why: 'a retry makes the request anew anyway',
    file: 'packages/http-kit/src/runner.ts',
    find: 'throw canRepeat ? error : onceOnly(error);',
    replace: 'throw canRepeat || error instanceof ClientError ? error : onceOnly(error);',
    suites: [runner],
  },
];
