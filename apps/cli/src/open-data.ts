import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { AppError } from '@baton/core';
import {
  type Configuration,
  checkKey,
  loadOrCreateKey,
  noteFingerprint,
  type SecretKeys,
  storageSettings,
  type Voided,
} from '@baton/gateway';
import { type InstalledStore, lockDirectory, openStore, type Store } from '@baton/store';
import { say } from './process.ts';

/** Where a store is: its server's address, or its folder. */
type StorePlace = { url: string } | { dataDir: string };

export type DataOptions = {
  /** Go on without what the lost key had sealed. */
  acceptNewKey: boolean;
};

export type OpenData = {
  store: InstalledStore;
  keys: SecretKeys;
  /** Null on a server, where nothing is kept in a folder. */
  dataDir: string | null;
  close(): Promise<void>;
};

/** Opens what the settings name: the folder for this process alone, the key, the store; and makes sure that they belong together. */
export async function openData(configuration: Configuration, { acceptNewKey }: DataOptions): Promise<OpenData> {
  const { DATABASE_URL: url, BATON_DATA_DIR } = configuration.require(storageSettings);
  // The demo keeps the emulators' state in the folder, whatever store it uses.
  const dataDir = url === null || configuration.isDemo ? resolve(BATON_DATA_DIR) : null;
  // On a server the database does the locking.
  const lock = dataDir === null ? null : await lockDirectory(dataDir);
  try {
    const place: StorePlace = url === null ? { dataDir: dataDir ?? BATON_DATA_DIR } : { url };
    const keys = await chooseKeys(configuration, { place, acceptNewKey });
    const store = await openStore(place);
    try {
      tell(await checkKey(store, keys, { acceptNewKey }));
      if ('dataDir' in place) await noteFingerprint(place.dataDir, keys);
    } catch (error) {
      await store.close();
      throw error;
    }
    return { store, keys, dataDir, close: () => closeAll(store, lock) };
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

async function closeAll(store: Store, lock: { release(): Promise<void> } | null): Promise<void> {
  await store.close();
  await lock?.release();
}

/**
 * The keys that are set, else the one in the data folder. On a server without a key the demo takes one that follows from DATABASE_URL, so
 * that every node has the same; `serve` does not do that.
 */
async function chooseKeys(
  configuration: Configuration,
  { place, acceptNewKey }: { place: StorePlace; acceptNewKey: boolean },
): Promise<SecretKeys> {
  const [current, previous = null] = configuration.require(storageSettings).BATON_SECRET_KEY;
  if (current !== undefined) return { current, previous, source: 'BATON_SECRET_KEY' };
  if ('dataDir' in place) return loadOrCreateKey(place.dataDir, { acceptNewKey });
  if (!configuration.isDemo)
    throw new AppError('configuration-invalid', 'BATON_SECRET_KEY is missing, and DATABASE_URL needs it.');
  const derived = createHash('sha256').update(`baton-demo-key:${place.url}`).digest();
  return { current: derived, previous: null, source: 'DATABASE_URL (the demo derives its key from it)' };
}

function tell(voided: Voided | null): void {
  if (voided === null) return;
  const { delivery, secret, message, answer, file } = voided;
  say(
    `Going on with a new key. Voided, because nobody can read them: ${delivery} stored requests, ${secret} tokens of vendors, ${file} files of the console. Left redacted: ${message + answer} words on their way.`,
  );
}
