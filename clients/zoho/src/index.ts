export { type AccountsClient, type AccountsOptions, createAccountsClient } from './accounts/accounts-client.ts';
export {
  type CallbackOptions,
  type ConsentCallback,
  type ConsentRequest,
  createConsentUrl,
  readConsentCallback,
} from './accounts/consent.ts';
export { type DataCentre, type DataCentreCode, dataCentres, findDataCentre } from './accounts/data-centres.ts';
export type { TokenAnswer } from './accounts/token-endpoint.ts';
export {
  createMemoryTokenStore,
  createTokenSource,
  type StoredToken,
  type TokenSource,
  type TokenSourceOptions,
  type TokenStore,
} from './accounts/token-source.ts';
export { type CrmClient, type CrmContact, createCrmClient } from './crm.ts';
export { createDeskClient, type DeskClient, type DeskTicket } from './desk.ts';
export { createSalesIqClient, type SalesIqClient } from './salesiq.ts';
export { verifySalesIqHmac, verifySalesIqRsa, verifySharedSecret } from './webhooks/verify.ts';
