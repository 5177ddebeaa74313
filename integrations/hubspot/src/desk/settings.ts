import type { HubSpotClient } from '@baton/client-hubspot';
import type { HubSpotPlace } from '../place.ts';
import type { UnknownContact } from './identify.ts';

export type HubSpotDeskSettings = {
  client: HubSpotClient;
  /** @throws AppError while no inbox is connected */
  place(): Promise<HubSpotPlace>;
  unknownContact: UnknownContact;
  /** Whether files go either way; needs scopes of their own. */
  hasFiles: boolean;
  now(): Date;
};
