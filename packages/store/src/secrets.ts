import { joinKey } from '@baton/core';
import type { Database } from './database.ts';
import { optionalBytes } from './decode.ts';

export type SecretName = { organisation: string; name: string };

/** Encrypted values by name (vendors' tokens); the caller encrypts. */
export interface Secrets {
  get(name: SecretName): Promise<Uint8Array | null>;
  set(name: SecretName, value: Uint8Array): Promise<void>;
  /** Runs the work while holding a lock of this name across all processes. */
  withLock<Value>(name: SecretName, work: () => Promise<Value>): Promise<Value>;
}

export function createSecrets(database: Database): Secrets {
  return {
    get: async ({ organisation, name }) => {
      const [row] = await database.query('select value from secrets where organisation = $1 and name = $2', [
        organisation,
        name,
      ]);
      return row === undefined ? null : optionalBytes(row, 'value');
    },
    set: async ({ organisation, name }, value) => {
      await database.query(
        `insert into secrets (organisation, name, value) values ($1, $2, decode($3, 'hex'))
         on conflict (organisation, name) do update set value = excluded.value, updated_at = now()`,
        [organisation, name, Buffer.from(value).toString('hex')],
      );
    },
    withLock: ({ organisation, name }, work) => database.withLock(joinKey('secret', organisation, name), work),
  };
}
