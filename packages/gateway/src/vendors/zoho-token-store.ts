import type { StoredToken, TokenStore } from '@baton/client-zoho';
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
      return text === null ? null : readToken(text);
    },
    write: (token) => vault.write(JSON.stringify(token)),
    lock: (work) => vault.lock(work),
  };
}

/** What another version or a repair by hand left there counts as no token: Zoho gives another. */
function readToken(text: string): StoredToken | null {
  try {
    return storedToken.nullable().safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
