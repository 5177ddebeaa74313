import { expect, it } from 'vitest';
import { startLease } from './lease.ts';

/** A lease of a second, asked for at 1,000 on a clock that the test sets. */
function newLease() {
  const clock = { ms: 1_000 };
  return { clock, lease: startLease(1_000, 1_000, () => clock.ms) };
}

it('counts as lost once it may have run out, so that a process that was suspended does not act any more', () => {
  const { clock, lease } = newLease();
  clock.ms = 1_999;
  expect(lease.isLost()).toBe(false);
  clock.ms = 2_000;
  expect(lease.isLost()).toBe(true);
});

it('is counted from when the renewal was asked for, since nobody knows when the database took it', async () => {
  const { clock, lease } = newLease();
  clock.ms = 1_500;
  await lease.renew(async () => {
    clock.ms = 1_900;
    return true;
  });
  clock.ms = 2_499;
  expect(lease.isLost()).toBe(false);
  clock.ms = 2_500;
  expect(lease.isLost()).toBe(true);
});

it('is lost for good when the database says so', async () => {
  const { lease } = newLease();
  await lease.renew(() => Promise.resolve(false));
  expect(lease.isLost()).toBe(true);
  await lease.renew(() => Promise.resolve(true));
  expect(lease.isLost()).toBe(true);
});
