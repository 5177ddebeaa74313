import { AppError, defaultOrganisation } from '@baton/core';
import type { SealedKind, Store } from '@baton/store';
import { type SecretBox, tryOpen } from '../secret-box.ts';
import { whatIsLost } from './key-file.ts';
import { readSealedPages } from './sealed-pages.ts';
import { fingerprintOf, type SecretKeys, toSecretBox } from './secret-keys.ts';

type KeyStore = Pick<Store, 'secrets' | 'sealed'>;

/** Which key the data is sealed with. Not sealed itself, and so no part of what is sealed anew. */
const fingerprintName = { organisation: defaultOrganisation, name: 'key-fingerprint' };

/** How much was voided because no key opens it. */
export type Voided = Record<SealedKind, number>;

/**
 * Makes sure that the keys are those of the data, and notes the current one in a new store. With `acceptNewKey` what they do not open is
 * voided and counted; null when nothing had to be.
 * @throws AppError `secret-key-wrong`
 */
export function checkKey(
  store: KeyStore,
  keys: SecretKeys,
  { acceptNewKey }: { acceptNewKey: boolean },
): Promise<Voided | null> {
  return store.secrets.withLock(fingerprintName, async () => {
    const noted = await readFingerprint(store);
    const known = [keys.current, ...(keys.previous === null ? [] : [keys.previous])].map(fingerprintOf);
    if (noted !== null && known.includes(noted)) return null;
    // Data of a version that noted no fingerprint: what is sealed in it tells.
    const isReadable = noted === null && (await opensAll(store, toSecretBox(keys)));
    if (!(isReadable || acceptNewKey)) throw wrongKey(keys);
    const voided = isReadable ? null : await voidUnreadable(store, toSecretBox(keys));
    await noteKey(store, keys);
    return voided;
  });
}

/** Notes that everything is sealed with the current key. */
export async function noteKey({ secrets }: Pick<Store, 'secrets'>, { current }: SecretKeys): Promise<void> {
  await secrets.set(fingerprintName, Buffer.from(fingerprintOf(current)));
}

/** Whether a value of the store is the note itself. */
export const isFingerprint = (value: Uint8Array): boolean =>
  /^[0-9a-f]{32}$/.test(Buffer.from(value).toString('latin1'));

async function readFingerprint({ secrets }: KeyStore): Promise<string | null> {
  const noted = await secrets.get(fingerprintName);
  return noted === null ? null : Buffer.from(noted).toString('latin1');
}

async function opensAll(store: KeyStore, box: SecretBox): Promise<boolean> {
  for await (const { values } of readSealedPages(store))
    if (values.some(({ value }) => !isFingerprint(value) && tryOpen(box, value) === null)) return false;
  return true;
}

async function voidUnreadable(store: KeyStore, box: SecretBox): Promise<Voided> {
  const voided: Voided = { delivery: 0, secret: 0, message: 0, answer: 0, file: 0 };
  for await (const { kind, values } of readSealedPages(store))
    for (const { id, value } of values) {
      if (isFingerprint(value) || tryOpen(box, value) !== null) continue;
      await store.sealed.discard(kind, id, 'sealed-with-a-lost-key');
      voided[kind] += 1;
    }
  return voided;
}

function wrongKey({ source }: SecretKeys): AppError {
  return new AppError(
    'secret-key-wrong',
    [
      `The stored data was encrypted with another key than the one in ${source}. Probably it was replaced, or a backup was restored without its key.`,
      'Start with the key that was used. While keys are changed, BATON_SECRET_KEY takes both, separated by a comma: the new one, then the one before.',
      whatIsLost,
    ].join('\n'),
  );
}
