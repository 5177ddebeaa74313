export { AppError, type AppErrorCode } from './app-error.ts';
export {
  type CaseKey,
  type ConversationId,
  caseKey,
  conversationId,
  type DeskConversationId,
  deskConversationId,
  type TicketId,
  ticketId,
} from './ids.ts';
export type { Json, JsonObject } from './json.ts';
export type { ChannelReply, DeferredChannel, ReplyAction } from './ports/channel.ts';
export type { Clock, IdSource } from './ports/clock.ts';
export type { Desk, DeskCustomer, DeskOpening } from './ports/desk.ts';
export type { IdentityDirectory, IdentityMatch, KnownPerson } from './ports/identity-directory.ts';
export type { Mail, Mailer } from './ports/mailer.ts';
export { type PortRefusal, type PortResult, type PortRetry, portOk } from './ports/port-result.ts';
export type {
  Priority,
  TicketContact,
  TicketNote,
  TicketReference,
  TicketRequest,
  TicketSystem,
} from './ports/ticket-system.ts';
