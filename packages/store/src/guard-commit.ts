import type { Queryable, Row } from './database.ts';

/**
 * The handle of one transaction, which remembers that a statement failed. After that PostgreSQL answers a commit with a rollback and no
 * error, so that work which caught the failure would be taken for stored.
 */
export function guardCommit(
  execute: (sql: string, parameters: readonly unknown[]) => Promise<Row[]>,
): Queryable & { checkCommit(): void } {
  const failures: unknown[] = [];
  return {
    query: async (sql, parameters = []) => {
      try {
        return await execute(sql, parameters);
      } catch (error) {
        failures.push(error);
        throw error;
      }
    },
    /** @throws what the first failed statement threw */
    checkCommit: () => {
      if (failures.length > 0) throw failures[0];
    },
  };
}
