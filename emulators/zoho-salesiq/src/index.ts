export { type GatewayAddresses, registerSalesIq, type SalesIqEmulator } from './register.ts';
export { findSalesIqGaps, type SalesIqSeed, salesIqSeed } from './seed.ts';
