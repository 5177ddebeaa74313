import type { Store } from '@baton/store';
import type { SecretBox } from '../secret-box.ts';

/** A sealed text in the store. */
export type Vault = {
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
  /** One holder at a time, over all nodes. */
  lock<Value>(work: () => Promise<Value>): Promise<Value>;
};

export function createVault(
  name: string,
  { store, secretBox }: { store: Pick<Store, 'getSecret' | 'setSecret' | 'withLock'>; secretBox: SecretBox },
): Vault {
  return {
    read: async () => {
      const sealed = await store.getSecret(name);
      return sealed === null ? null : Buffer.from(secretBox.open(Buffer.from(sealed))).toString('utf8');
    },
    write: (text) => store.setSecret(name, secretBox.seal(Buffer.from(text, 'utf8'))),
    lock: (work) => store.withLock(name, work),
  };
}
