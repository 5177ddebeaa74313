import { randomUUID } from 'node:crypto';
import type { AllowanceQuestion } from '@baton/core';
import type { Store } from '@baton/store';
import { describe, expect, it } from 'vitest';
import { organisation } from './support.ts';

const ask = (...keys: string[]): AllowanceQuestion => ({
  id: keys.join(),
  counts: keys.map((key) => ({ key: ['test', key], max: 2, owners: null })),
});

export function describeAllowances(store: () => Store): void {
  const take = (questions: AllowanceQuestion[], of = organisation): Promise<boolean[]> =>
    store().transaction((transaction) => transaction.takeAllowances(of, questions));

  describe('an allowance', () => {
    it('is given so often and no more, and to each organisation', async () => {
      const key = randomUUID();
      expect(await take([ask(key)])).toEqual([true]);
      expect(await take([ask(key), ask(key)])).toEqual([true, false]);
      expect(await take([ask(key)])).toEqual([false]);
      expect(await take([ask(key)], 'another')).toEqual([true]);
    });

    it('is taken in all its counts or in none', async () => {
      const [scarce, plenty] = [randomUUID(), randomUUID()];
      await take([ask(scarce), ask(scarce)]);
      expect(await take([ask(scarce, plenty)])).toEqual([false]);
      expect(await take([ask(plenty), ask(plenty)])).toEqual([true, true]);
    });

    it('is not taken by a transaction that fails', async () => {
      const key = randomUUID();
      const failing = store().transaction(async (transaction) => {
        await transaction.takeAllowances(organisation, [ask(key), ask(key)]);
        throw new RangeError('planned');
      });
      await expect(failing).rejects.toThrow('planned');
      expect(await take([ask(key), ask(key)])).toEqual([true, true]);
    });

    it('is never given more often than there is, however many ask at once', async () => {
      const [first, second] = [randomUUID(), randomUUID()];
      const rounds = Array.from({ length: 20 }, (_each, index) =>
        take([index % 2 === 0 ? ask(first, second) : ask(second, first)]),
      );
      expect((await Promise.all(rounds)).flat().filter(Boolean)).toHaveLength(2);
    });

    it('of those who proved the account is their own, as this visitor and for this account', async () => {
      const [account, visitor, stranger] = [randomUUID(), randomUUID(), randomUUID()];
      const askAs = (who: string, about = account): AllowanceQuestion => ({
        id: 'code',
        counts: [{ key: ['codes', about], max: 1, owners: { holders: [['visitor', who]], account: about } }],
      });
      await store().transaction((transaction) =>
        transaction.noteProof(organisation, { holders: [['visitor', visitor]], accounts: [account, account] }),
      );
      expect(await take([askAs(stranger)])).toEqual([true]);
      expect(await take([askAs(stranger)])).toEqual([false]);
      expect(await take([askAs(visitor)])).toEqual([true]);
      expect(await take([askAs(visitor)])).toEqual([false]);
      const other = randomUUID();
      await take([askAs(stranger, other)]);
      expect(await take([askAs(visitor, other)])).toEqual([false]);
    });
  });
}
