export { createHubSpotDesk } from './desk/hubspot-desk.ts';
export type { UnknownContact } from './desk/identify.ts';
export type { HubSpotDeskSettings } from './desk/settings.ts';
export type { HubSpotPlace } from './place.ts';
export { connectInbox, type SetupState, type SetupTools, type SetupWish } from './setup/connect-inbox.ts';
export { type Leftover, listLeftovers, removeLeftover } from './setup/prune.ts';
export { findMissingScopes, neededScopes } from './setup/scopes.ts';
export { createHubSpotInbound } from './webhook/hubspot-inbound.ts';
