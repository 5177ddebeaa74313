export { registerPages } from './pages/register-pages.ts';
export { type GatewayAddresses, registerSalesIq, type SalesIqEmulator } from './salesiq/register.ts';
export { findSalesIqGaps, type SalesIqSeed, salesIqSeed } from './salesiq/seed.ts';
