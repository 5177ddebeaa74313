export type { VendorSettings } from './connect-vendors.ts';
export type { ReachCrashPoint } from './engine/ports.ts';
export { createGateway, type Gateway, type GatewayOptions } from './gateway.ts';
export { createLogger, type Logger } from './http/logger.ts';
export type { InboundSecrets } from './inbound/verify.ts';
export { loadWorkflows } from './load-workflows.ts';
export { loadOrCreateKey } from './secret-box.ts';
