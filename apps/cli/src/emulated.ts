import { vendors } from '@baton/gateway';

const emulatedVendors = new Set(['zoho', 'smtp', 'hubspot', 'botpress']);

/** Settings that `npm start` brings itself, so that no real vendor is ever used there. */
export const emulatedSettings: ReadonlySet<string> = new Set(
  vendors
    .filter(({ name }) => emulatedVendors.has(name))
    .flatMap(({ groups }) => groups.flatMap(({ settings }) => Object.keys(settings.shape))),
);
