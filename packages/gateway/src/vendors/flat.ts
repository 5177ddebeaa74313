import { createFlatChannel, createFlatInbound } from '@baton/integration-flat';
import type { Configuration } from '../config/configuration.ts';
import { flatSettings } from '../config/groups/flat.ts';
import type { Vendor } from './vendor.ts';

/** The demo needs no secret. */
const isThere = (configuration: Configuration): boolean => configuration.isDemo || configuration.has(flatSettings);

/** Baton's own simple channel. It takes whatever no vendor recognises, so it is the last of the list. */
export const flat: Vendor = {
  name: 'flat',
  groups: [flatSettings],
  parts: [
    {
      kind: 'channel',
      name: 'flat',
      needs: [flatSettings],
      isConfigured: isThere,
      make: (configuration, { http, now }) => {
        const settings = configuration.read(flatSettings);
        const url = settings?.BATON_FLAT_PUSH_URL ?? null;
        const secret = settings?.BATON_FLAT_PUSH_SECRET ?? settings?.BATON_FLAT_SECRET ?? null;
        return createFlatChannel({ push: url === null || secret === null ? null : { http, now, url, secret } });
      },
    },
    {
      kind: 'inbound',
      name: 'flat',
      needs: [flatSettings],
      proofs: ['BATON_FLAT_SECRET'],
      isConfigured: isThere,
      make: (configuration) =>
        createFlatInbound({
          secret: configuration.read(flatSettings)?.BATON_FLAT_SECRET ?? null,
          isOpen: configuration.isDemo,
        }),
    },
  ],
  tryOut: null,
  check: () => [],
};
