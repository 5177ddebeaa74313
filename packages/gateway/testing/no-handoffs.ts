import { defaultOrganisation } from '@baton/core';
import type { HandoffReading } from '../src/http/handoffs.ts';

/** For servers in whose tests nobody opens a file. */
export const noFiles = { fetch: async () => null };

/** For servers in whose tests nobody asks for a human. */
export const noHandoffs: HandoffReading = {
  organisation: defaultOrganisation,
  handoffs: { list: async () => [], find: async () => null },
  conversations: { listEvents: async () => [] },
};
