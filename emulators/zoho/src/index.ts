export { type GatewayAddresses, registerSalesIq, type SalesIqEmulator } from './salesiq/register.ts';
export { findSalesIqGaps, type SalesIqSeed, salesIqSeed } from './salesiq/seed.ts';
