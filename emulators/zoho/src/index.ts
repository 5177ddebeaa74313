export { registerAccounts } from './accounts/register.ts';
export { registerCrm } from './crm/register.ts';
export { registerDesk } from './desk/register.ts';
export { registerPages } from './pages/register-pages.ts';
export { type GatewayAddresses, registerSalesIq, type SalesIqEmulator } from './salesiq/register.ts';
export { readSeed, type ZohoSeed } from './seed.ts';
