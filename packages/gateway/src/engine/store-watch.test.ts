import { AppError } from '@baton/core';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StoreWatch } from './store-watch.ts';

const away = new AppError('store-unavailable', 'The disk of the database is full.', { retryable: true });
const log: string[] = [];
const logger = {
  info: (event: string): void => void log.push(event),
  warn: (event: string): void => void log.push(event),
  error: (event: string): void => void log.push(event),
};
let trials: { isThorough: boolean }[];
let answer: () => Promise<void>;
let watch: StoreWatch;

beforeEach(() => {
  vi.useFakeTimers();
  log.length = 0;
  trials = [];
  answer = async () => undefined;
  const tryWriting = (trial: { isThorough: boolean }): Promise<void> => {
    trials.push(trial);
    return answer();
  };
  watch = new StoreWatch({ operations: { tryWriting }, logger });
  watch.start();
});
afterEach(async () => {
  await watch.stop();
  vi.useRealTimers();
});

it('tries a store that works every five seconds, and lightly', async () => {
  await vi.advanceTimersByTimeAsync(21_000);
  expect(trials.length).toBeGreaterThanOrEqual(3);
  expect(trials.length).toBeLessThanOrEqual(4);
  expect(trials.every(({ isThorough }) => !isThorough)).toBe(true);
  expect(watch.look()).toEqual({ isAvailable: true });
});

it('tries thoroughly as soon as a request has failed, steps out, and comes back by itself', async () => {
  await vi.advanceTimersByTimeAsync(6_000);
  answer = () => Promise.reject(away);
  const failing = watch.heed({ accept: () => Promise.reject(away), flushed: answer, aborted: answer });
  await expect(failing.accept({} as never)).rejects.toBe(away);
  await vi.advanceTimersByTimeAsync(1_100);
  expect(trials.at(-1)).toEqual({ isThorough: true });
  expect(watch.look()).toEqual({ isAvailable: false, reason: 'The disk of the database is full.' });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(trials.at(-1)).toEqual({ isThorough: true });
  answer = async () => undefined;
  await vi.advanceTimersByTimeAsync(1_100);
  expect(watch.look()).toEqual({ isAvailable: true });
  expect(log).toEqual(['store-lost', 'store-back']);
});

it('waits no longer than four seconds for a store that says nothing', async () => {
  let letGo: () => void = () => undefined;
  answer = () =>
    new Promise((resolve) => {
      letGo = resolve;
    });
  await vi.advanceTimersByTimeAsync(10_100);
  expect(watch.look()).toEqual({ isAvailable: false, reason: 'The database takes too long to answer.' });
  letGo();
  answer = async () => undefined;
  await vi.advanceTimersByTimeAsync(5_000);
  expect(watch.look()).toEqual({ isAvailable: true });
});
