export { createCrmDirectory } from './crm-directory.ts';
export { createDeskTicketSystem } from './desk-ticket-system.ts';
export { createSalesIqChannel } from './salesiq-channel.ts';
export { createSalesIqDesk } from './salesiq-desk.ts';
export { createSalesIqInbound } from './webhook/salesiq-inbound.ts';
export type { SalesIqSecrets } from './webhook/verify.ts';
