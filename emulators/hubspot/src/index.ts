export { registerHubSpot } from './register.ts';
export { type HubSpotSeed, hubSpotSeed } from './seed.ts';
