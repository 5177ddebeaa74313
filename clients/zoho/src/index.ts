export { type CrmClient, type CrmContact, createCrmClient } from './crm.ts';
export { createDeskClient, type DeskClient, type DeskTicket } from './desk.ts';
export { createSalesIqClient, type SalesIqClient } from './salesiq.ts';
export { createTokenSource, type StoredToken, type TokenSource, type TokenStore } from './token-source.ts';
export { verifySalesIqHmac, verifySalesIqRsa, verifySharedSecret } from './webhooks/verify.ts';
