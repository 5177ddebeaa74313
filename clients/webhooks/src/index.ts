export {
  type DeskJwtCheck,
  type DeskJwtOptions,
  type DeskKey,
  deskKeyIdOf,
  readDeskKeys,
  verifyDeskJwt,
} from './desk-jwt.ts';
export { type HubSpotDelivery, verifyHubSpot } from './hubspot.ts';
export { verifySalesIqHmac, verifySalesIqRsa } from './salesiq.ts';
export { verifySharedSecret } from './signature-text.ts';
export { type StandardWebhook, verifyStandardWebhook } from './standard-webhooks.ts';
