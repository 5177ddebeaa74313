import type { Attachment } from './attachment.ts';

/** What a channel tells about the person at its other end; every field is a claim. */
export type CustomerProfile = {
  visitorId: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  /** The network address the customer writes from; null where the channel does not tell it. */
  senderAddress: string | null;
};

/**
 * By what right a request acts in a chat whose id anybody may have written into it. `isTrusted`: its sender has proved to be a back end that
 * answers for its customers. `session`: the token it brings; null: none.
 */
export type ChatClaim = { isTrusted: boolean; session: string | null };

/** An operator as customers may know them. `id`: the vendor's own, null when it gives none. */
export type DeskAgent = { id: string | null; name: string };

/** Something that happened in one chat at a desk. */
export type DeskEvent =
  /** The chat was given to this operator, or to another than before; null: to nobody, so that it waits again. */
  | { type: 'agent-assigned'; agent: DeskAgent | null }
  /** The operator has taken the chat: after a wait, or from another one. */
  | { type: 'agent-joined'; agent: DeskAgent }
  /** The chat is offered to somebody else; whoever has it keeps it until then. `to`: a name of a person or team. */
  | { type: 'transfer-offered'; to: string | null }
  | { type: 'transfer-rejected'; by: string | null }
  /** `text` may be empty when there are files. `messageId`: the vendor's own, null when it gives none. */
  | { type: 'agent-said'; agent: DeskAgent; text: string; attachments: Attachment[]; messageId: string | null }
  /** Late ones are dropped. */
  | { type: 'agent-typing'; agent: DeskAgent }
  /** An operator has seen what the customer wrote. */
  | { type: 'words-read' }
  /** The customer's words as the desk has them: new to us where the customer writes at the vendor, an echo where we relayed them. */
  | { type: 'customer-said'; text: string; attachments: Attachment[] }
  /** The chat is over. `endedBy` null: the vendor did not say. */
  | { type: 'completed'; endedBy: 'agent' | 'customer' | 'system' | null }
  /** The operator passes the chat on: to a desk that comes later in the chain, or to `ticket`. It is over at this one. */
  | { type: 'passed-on'; to: string }
  /** A chat that was over goes on, with whoever takes it. */
  | { type: 'reopened' }
  | { type: 'missed' }
  /** Anything else; kept by its name and otherwise without effect. */
  | { type: 'noted'; name: string };

/** Something that was said in a chat before we knew of it. */
export type SaidElsewhere = { author: 'customer' | 'bot'; text: string };

/**
 * What an inbound request asks of the core, told apart from how a vendor writes it. Every request comes to one of these or is refused.
 */
export type Intent =
  /** Words of a customer, or files without words. */
  | {
      type: 'customer-said';
      channel: string;
      chatId: string;
      text: string;
      attachments: Attachment[];
      profile: CustomerProfile;
      /** Null where a vendor speaks for its chats. */
      claim: ChatClaim | null;
    }
  /** The bot in whose chat the customer is wants a human for them. `desks`: who is asked, in this order; null: as the settings say. */
  | {
      type: 'human-wanted';
      channel: string;
      chatId: string;
      profile: CustomerProfile;
      /** What was said there so far, oldest first. */
      history: SaidElsewhere[];
      /** What it is about, in few words; null when it does not say. */
      title: string | null;
      /** What else is known, a line each. */
      lines: string[];
      desks: string[] | null;
    }
  /** That bot says something to the operators. */
  | { type: 'bot-said'; channel: string; chatId: string; text: string }
  /** The customer's side has ended the chat with the humans. */
  | { type: 'human-unwanted'; channel: string; chatId: string }
  /** The customer's side asks for words that wait, without saying anything (a poll). Is no turn. */
  | { type: 'customer-listens'; channel: string; chatId: string; profile: CustomerProfile; claim: ChatClaim | null }
  /** A visitor who has not said anything yet is there and wants to be greeted. Makes no conversation. */
  | { type: 'customer-arrived'; channel: string; chatId: string | null }
  /** The channel's own hand-over to humans did not work. `cause` is a code or a short description of the vendor's. */
  | { type: 'forward-failed'; channel: string; chatId: string; cause: string }
  /** An event at a desk, addressed: it speaks for the chat `reference` at `desk` and for no other. */
  | {
      type: 'desk-event';
      desk: string;
      reference: string;
      /** The vendor's own time of the event (ISO); null when it gives none. Events may come late and in any order. */
      at: string | null;
      event: DeskEvent;
    }
  /**
   * Something happened on a ticket, by its vendor's word alone: what it was is read there. `other`: nothing that concerns a customer, as far
   * as the vendor says.
   */
  | { type: 'ticket-changed'; ticketId: string; at: string | null; change: 'answer' | 'status' | 'other' }
  /** Somebody answered a request for approval by its signed link. */
  | { type: 'approval-answered'; token: string; isApproved: boolean };
