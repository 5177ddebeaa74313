import { randomUUID } from 'node:crypto';
import { createHttp } from '@baton/http-kit';
import type { InstalledStore, Store } from '@baton/store';
import type { Configuration } from '../config/configuration.ts';
import { storageSettings } from '../config/groups/storage.ts';
import type { Logger } from '../http/logger.ts';
import { type SecretKeys, toSecretBox } from '../secret-key/secret-keys.ts';
import { createVault } from './vault.ts';
import type { VendorTools } from './vendor.ts';

/** What vendors are connected with, on an open store. */
export function createVendorTools(
  configuration: Configuration,
  { store, keys, logger }: { store: Store & Partial<InstalledStore>; keys: SecretKeys; logger: Logger },
): VendorTools {
  const { BATON_ORGANISATION: organisation } = configuration.require(storageSettings);
  const secretBox = toSecretBox(keys);
  return {
    http: createHttp(),
    now: () => new Date(),
    vault: (name) => createVault({ organisation, name }, { secrets: store.secrets, secretBox, logger }),
    console:
      store.console === undefined ? null : { store: store.console, organisation, box: secretBox, newId: randomUUID },
  };
}
