import type { TokenStore } from '@baton/client-zoho';
import { z } from 'zod';
import type { Vault } from './vault.ts';

/** Members of other versions are kept. */
const storedToken = z.looseObject({
  accessToken: z.string(),
  expiresAt: z.string(),
  requestedAt: z.array(z.number()).exactOptional(),
  refused: z.string().exactOptional(),
});

/** Tokens that all nodes share. */
export function createTokenStore(vault: Vault): TokenStore {
  return {
    read: async () => {
      const text = await vault.read();
      return text === null ? null : storedToken.nullable().parse(JSON.parse(text));
    },
    write: (token) => vault.write(JSON.stringify(token)),
    lock: (work) => vault.lock(work),
  };
}
