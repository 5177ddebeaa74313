export { registerPages } from './pages/register-pages.ts';
export {
  type GatewayAddresses,
  registerSalesIq,
  type SalesIqEmulator,
  type SalesIqSettings,
} from './salesiq/register.ts';
