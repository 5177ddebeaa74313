import { expect, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { toPortResult } from './to-port-result.ts';

const failure = (isRefusal: boolean) =>
  Object.assign(new Error('The vendor said no.'), {
    code: isRefusal ? 'invalid' : 'throttled',
    isRefusal,
    isAmbiguous: !isRefusal,
    retryAfterMs: isRefusal ? null : 2_000,
  });

it('hands on what the call gives', async () => {
  expect(await toPortResult(() => Promise.resolve(7))).toEqual({ type: 'ok', value: 7 });
});

it('refuses what the vendor will never accept', async () => {
  expect(await toPortResult(() => Promise.reject(failure(true)))).toEqual({
    type: 'refused',
    code: 'invalid',
    detail: 'The vendor said no.',
  });
});

it('tries again what may pass, and says whether it may have been done and when to come back', async () => {
  expect(await toPortResult(() => Promise.reject(failure(false)))).toEqual({
    type: 'retry',
    code: 'throttled',
    detail: 'The vendor said no.',
    isAmbiguous: true,
    retryAfterMs: 2_000,
  });
});

it('waits for an operator who has to repair a setting', async () => {
  const work = () => Promise.reject(new AppError('configuration-invalid', 'There is no such department.'));
  expect(await toPortResult(work)).toMatchObject({ type: 'retry', code: 'configuration-invalid', isAmbiguous: false });
});

it('does not swallow a mistake of ours', async () => {
  const mistake = new TypeError('undefined is not a function');
  await expect(toPortResult(() => Promise.reject(mistake))).rejects.toBe(mistake);
});
