import { createHubSpotDesk, createHubSpotInbound } from '@baton/integration-hubspot';
import { hubSpotSettings } from '../config/groups/hubspot.ts';
import { connectHubSpot, hubSpotSecrets, readPlace } from './hubspot-connection.ts';
import { hubSpotTrial } from './hubspot-trial.ts';
import type { Vendor } from './vendor.ts';

export const hubspot: Vendor = {
  name: 'hubspot',
  groups: [hubSpotSettings],
  parts: [
    {
      kind: 'desk',
      name: 'hubspot',
      needs: [hubSpotSettings],
      make: (configuration, tools) => {
        const settings = configuration.require(hubSpotSettings);
        return createHubSpotDesk({
          client: connectHubSpot(configuration, tools),
          place: () => readPlace(tools.vault(hubSpotSecrets.setup)),
          unknownContact: settings.HUBSPOT_UNKNOWN_CONTACT,
          hasFiles: settings.HUBSPOT_FILES,
          now: tools.now,
        });
      },
    },
    {
      kind: 'inbound',
      name: 'hubspot',
      needs: [hubSpotSettings],
      proofs: ['HUBSPOT_CLIENT_SECRET'],
      make: (configuration) => {
        const settings = configuration.require(hubSpotSettings);
        const { HUBSPOT_CLIENT_SECRET: secret, HUBSPOT_PREVIOUS_CLIENT_SECRET: previous } = settings;
        return createHubSpotInbound({
          secrets: previous === null ? [secret] : [secret, previous],
          portalId: settings.HUBSPOT_PORTAL_ID,
          appId: settings.HUBSPOT_APP_ID,
        });
      },
    },
  ],
  tryOut: hubSpotTrial,
  check: () => [],
};
