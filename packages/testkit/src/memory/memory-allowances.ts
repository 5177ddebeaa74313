import { joinKey } from '@baton/core';
import { type AllowanceWork, answerQuestions, listNewProofs, listProofKeys, proofLastsMs } from '@baton/store';
import { put, type Tables } from './tables.ts';

const windowMs = 3_600_000;

/** The same in memory, where one transaction runs after the other. */
export function memoryAllowances({ tables, now }: { tables: Tables; now: () => number }): AllowanceWork {
  return {
    takeAllowances: async (organisation, questions) => {
      const isProved = (key: string): boolean =>
        (tables.proofs.get(joinKey(organisation, key)) ?? -Infinity) > now() - proofLastsMs;
      const proved = new Set(listProofKeys(questions).filter(isProved));
      const listTaken = (key: string): number[] =>
        (tables.allowances.get(joinKey(organisation, key)) ?? []).filter((at) => at > now() - windowMs);
      const takenOf = (key: string): number => listTaken(key).length;
      const { answers, takes } = answerQuestions({ questions, proved, takenOf });
      for (const [key, times] of takes) {
        const value = [...listTaken(key), ...Array.from({ length: times }, () => now())];
        put(tables, tables.allowances, { key: joinKey(organisation, key), value });
      }
      return answers;
    },
    noteProof: async (organisation, proof) => {
      for (const key of listNewProofs(proof))
        put(tables, tables.proofs, { key: joinKey(organisation, key), value: now() });
    },
  };
}
