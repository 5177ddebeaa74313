export { createCrmDirectory } from './crm-directory.ts';
export { createDeskTicketSystem } from './desk-ticket-system.ts';
export { createSalesIqDeferredChannel, createSalesIqDesk } from './salesiq-desk.ts';
