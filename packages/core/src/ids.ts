declare const brand: unique symbol;

/** A string that only fits where the same brand is expected; it costs nothing at run time. */
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** Our own id of a conversation (UUID). */
export type ConversationId = Branded<'ConversationId'>;
/** The key of one case; written to the ticket so that a repeated create can be recognised. */
export type CaseKey = Branded<'CaseKey'>;
/** A vendor's id of a ticket. Never parsed as a number. */
export type TicketId = Branded<'TicketId'>;
/** A vendor's id of a conversation at a human desk. */
export type DeskConversationId = Branded<'DeskConversationId'>;

export const conversationId = (value: string): ConversationId => value as ConversationId;
export const caseKey = (value: string): CaseKey => value as CaseKey;
export const ticketId = (value: string): TicketId => value as TicketId;
export const deskConversationId = (value: string): DeskConversationId => value as DeskConversationId;

/** Whose conversations they are, as long as one installation serves one organisation. */
export const defaultOrganisation = 'default';
