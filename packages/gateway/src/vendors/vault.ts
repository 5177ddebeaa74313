import { defaultOrganisation } from '@baton/core';
import type { Secrets } from '@baton/store';
import type { SecretBox } from '../secret-box.ts';

/** A sealed text in the store. */
export type Vault = {
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
  /** One holder at a time, over all nodes. */
  lock<Value>(work: () => Promise<Value>): Promise<Value>;
};

export function createVault(name: string, { secrets, secretBox }: { secrets: Secrets; secretBox: SecretBox }): Vault {
  const secret = { organisation: defaultOrganisation, name };
  return {
    read: async () => {
      const sealed = await secrets.get(secret);
      return sealed === null ? null : Buffer.from(secretBox.open(Buffer.from(sealed))).toString('utf8');
    },
    write: (text) => secrets.set(secret, secretBox.seal(Buffer.from(text, 'utf8'))),
    lock: (work) => secrets.withLock(secret, work),
  };
}
