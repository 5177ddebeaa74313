import { AppError } from '@baton/core';
import type { SecretName, Secrets } from '@baton/store';
import type { Logger } from '../http/logger.ts';
import type { SecretBox } from '../secret-box.ts';

/** A sealed text in the store. */
export type Vault = {
  /** Null when there is none, or none that our keys open: what a vendor gives can be asked for again. */
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
  /** One holder at a time, over all nodes. */
  lock<Value>(work: () => Promise<Value>): Promise<Value>;
};

type VaultTools = { secrets: Secrets; secretBox: SecretBox; logger: Logger };

export function createVault(secret: SecretName, { secrets, secretBox, logger }: VaultTools): Vault {
  return {
    read: async () => {
      const sealed = await secrets.get(secret);
      if (sealed === null) return null;
      try {
        return secretBox.open(Buffer.from(sealed)).toString('utf8');
      } catch (error) {
        if (!(error instanceof AppError && error.code === 'secret-key-wrong')) throw error;
        logger.warn('secret-unreadable', { name: secret.name });
        return null;
      }
    },
    write: (text) => secrets.set(secret, secretBox.seal(Buffer.from(text, 'utf8'))),
    lock: (work) => secrets.withLock(secret, work),
  };
}
