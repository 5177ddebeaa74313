import { createFlatInbound } from '@baton/integration-flat';
import { flatSettings } from '../config/groups/flat.ts';
import type { Vendor } from './vendor.ts';

/** Baton's own simple channel. It takes whatever no vendor recognises, so it is the last of the list. */
export const flat: Vendor = {
  name: 'flat',
  groups: [flatSettings],
  parts: [
    {
      kind: 'inbound',
      name: 'flat',
      needs: [flatSettings],
      proofs: ['BATON_FLAT_SECRET'],
      // The demo needs no secret.
      isConfigured: (configuration) => configuration.isDemo || configuration.has(flatSettings),
      make: (configuration) =>
        createFlatInbound({
          secret: configuration.read(flatSettings)?.BATON_FLAT_SECRET ?? null,
          isOpen: configuration.isDemo,
        }),
    },
  ],
  check: () => [],
};
