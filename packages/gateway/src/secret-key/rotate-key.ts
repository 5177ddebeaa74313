import type { Store } from '@baton/store';
import { createSecretBox, tryOpen } from '../secret-box.ts';
import { checkKey, isFingerprint, noteKey } from './check-key.ts';
import { readSealedPages } from './sealed-pages.ts';
import type { SecretKeys } from './secret-keys.ts';

export type Rotation = { sealedAnew: number; unreadable: number };

/**
 * Seals everything with the current key that is still sealed with the one before, in batches; the gateway may run meanwhile. Can be broken
 * off and begun again. @throws AppError `secret-key-wrong` when neither key is that of the data
 */
export async function rotateKey(store: Pick<Store, 'secrets' | 'sealed'>, keys: SecretKeys): Promise<Rotation> {
  await checkKey(store, keys, { acceptNewKey: false });
  const box = createSecretBox(keys.current, keys.previous);
  const current = createSecretBox(keys.current);
  const rotation = { sealedAnew: 0, unreadable: 0 };
  for await (const { kind, values } of readSealedPages(store))
    for (const { id, value } of values) {
      if (isFingerprint(value) || tryOpen(current, value) !== null) continue;
      const opened = tryOpen(box, value);
      if (opened === null) rotation.unreadable += 1;
      else if (await store.sealed.replace(kind, id, { from: value, to: box.seal(opened) })) rotation.sealedAnew += 1;
    }
  await noteKey(store, keys);
  return rotation;
}
