import type { InboundAdapter } from '@baton/core';
import { type HubSpotOwner, toDelivery } from './intent.ts';
import { parseHubSpot } from './parse.ts';
import { type HubSpotSecrets, verifyHubSpotRequest } from './verify.ts';

/** Everything HubSpot sends, at one address: events of the channel, one at a time, and of the app, a hundred at most in any order. */
export function createHubSpotInbound({ secrets, ...owner }: HubSpotSecrets & HubSpotOwner): InboundAdapter {
  return {
    name: 'hubspot',
    path: '/webhook/hubspot',
    keptHeaders: [],
    prepare: null,
    recognises: () => true,
    verify: (request) => verifyHubSpotRequest(request, { secrets }),
    parse: ({ body }) => {
      const [first, ...rest] = parseHubSpot(body);
      return [toDelivery(first, owner), ...rest.map((event) => toDelivery(event, owner))];
    },
  };
}
