import { expect, it } from 'vitest';
import { createTurnstile, type Urgency } from './turnstile.ts';

it('lets urgent work go first, but normal work in between', async () => {
  const pass = createTurnstile();
  const order: string[] = [];
  const enter = (urgency: Urgency, name: string): Promise<void> =>
    pass(urgency, () => {
      order.push(name);
      return Promise.resolve();
    });
  await Promise.all([
    enter('normal', 'first'),
    enter('normal', 'normal 1'),
    enter('normal', 'normal 2'),
    enter('urgent', 'urgent 1'),
    enter('urgent', 'urgent 2'),
    enter('urgent', 'urgent 3'),
  ]);
  expect(order).toEqual(['first', 'urgent 1', 'normal 1', 'urgent 2', 'normal 2', 'urgent 3']);
});

it('lets one piece of work through at a time', async () => {
  const pass = createTurnstile();
  let inside = 0;
  let most = 0;
  const work = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await new Promise((resolve) => setImmediate(resolve));
    inside -= 1;
  };
  await Promise.all(Array.from({ length: 20 }, (_, index) => pass(index % 3 === 0 ? 'urgent' : 'normal', work)));
  expect(most).toBe(1);
});

it('gives the event loop its turn in a backlog of work that never waits', async () => {
  const pass = createTurnstile();
  let turns = 0;
  let isDone = false;
  const count = (): void => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  setImmediate(count);
  await Promise.all(Array.from({ length: 50 }, () => pass('normal', () => Promise.resolve())));
  isDone = true;
  expect(turns).toBeGreaterThan(25);
});

it('goes on after work that failed', async () => {
  const pass = createTurnstile();
  const failed = pass('normal', () => Promise.reject(new Error('planned')));
  const next = pass('normal', () => Promise.resolve('next'));
  await expect(failed).rejects.toThrow('planned');
  await expect(next).resolves.toBe('next');
});
