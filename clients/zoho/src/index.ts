export type { CallerOptions, CallOptions, Page, Pages, TokenSource } from '@baton/http-kit';
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
  type TokenSourceOptions,
  type TokenStore,
} from './accounts/token-source.ts';
export { type CrmClient, createCrmClient } from './crm/client.ts';
export type { CrmContact } from './crm/coql.ts';
export { type Criterion, coqlText, toCriteria } from './crm/query.ts';
export type { CrmRecord, CrmSearch } from './crm/records.ts';
export type { CrmField } from './crm/settings.ts';
export type { WriteResult } from './crm/write-result.ts';
export { createDeskClient, type DeskClient } from './desk/client.ts';
export type { DeskComment, NewComment } from './desk/comments.ts';
export type { ContactBody, DeskContact } from './desk/contacts.ts';
export type { DeskOptions } from './desk/context.ts';
export type { DeskFile } from './desk/files.ts';
export { createDeskKeySet, type DeskKeySet } from './desk/key-set.ts';
export type { DeskAgent, DeskDepartment, DeskField } from './desk/portal.ts';
export { type ConversationItem, type DeskThread, isAgentAnswer } from './desk/threads.ts';
export { type DeskStatusType, type DeskTicket, toStatusType } from './desk/ticket.ts';
export { escapeHtml, type TicketBody, type TicketSearch } from './desk/tickets.ts';
export type { DeskWebhook, DeskWebhookBody } from './desk/webhooks.ts';
export type { Chat, ChatMessage, ChatStatus } from './salesiq/chat.ts';
export type { SalesIqFile, Transfer } from './salesiq/chat-steps.ts';
export type { ChatFilter } from './salesiq/chats.ts';
export { createSalesIqClient, type SalesIqClient } from './salesiq/client.ts';
export type { SalesIqOptions } from './salesiq/context.ts';
export type { Operator } from './salesiq/operators.ts';
export type { Brand, Department } from './salesiq/places.ts';
export { type SalesIqOperation, type SalesIqStyle, salesIqRoutes, salesIqTable } from './salesiq/routes.ts';
export type { Opened, Opening } from './salesiq/visitor-api.ts';
export type { Visitor } from './salesiq/visitors.ts';
export type { Webhook, WebhookKey } from './salesiq/webhooks.ts';
