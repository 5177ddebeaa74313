import type { CaseKey, TicketId } from '../ids.ts';
import type { PortResult } from './port-result.ts';

export type Priority = 'high' | 'medium' | 'low';

/** A person a ticket is about. `email` may be a claim; assurance travels in the ticket's text. */
export type TicketContact = { name: string; email: string | null; phone: string | null };

export type TicketRequest = {
  caseKey: CaseKey;
  kind: 'ticket' | 'callback';
  /** Plain text, shortened to the vendor's limit by the implementation. */
  subject: string;
  /** Plain text lines; the implementation escapes them for the vendor's format. */
  descriptionLines: string[];
  priority: Priority;
  contact: TicketContact;
  /** Name of the workflow that led here, null when none did. */
  workflow: string | null;
  channel: string;
  chatId: string;
  visitorId: string | null;
  /** When to call (ISO); of callbacks alone. */
  dueAt?: string | undefined;
};

export type TicketReference = { id: TicketId; number: string; url: string | null };

/** What an agent said to the customer on a ticket; `id` is stable. */
export type TicketReply = { id: string; agentName: string | null; text: string };

/** How a ticket stands, and its public replies that were not known, oldest first. */
export type TicketNews = { status: 'open' | 'on-hold' | 'closed'; replies: TicketReply[] };

/** One private plain-text note on a ticket. `marker` is written into it and makes it recognisable. */
export type TicketNote = { marker: string; text: string };

/** Where follow-up work is recorded: Zoho Desk. */
export interface TicketSystem {
  /**
   * Looks for the ticket of a case by every way the vendor has, indexed and direct.
   * `null` means "not visible now", which proves nothing before the vendor's index lag is over.
   */
  findByCaseKey(request: TicketRequest): Promise<PortResult<TicketReference | null>>;
  /** Creates the ticket once. Never repeats by itself; an unclear end is `retry` with `isAmbiguous`. */
  create(request: TicketRequest): Promise<PortResult<TicketReference>>;
  /** Markers of the notes that are on the ticket already. */
  listNoteMarkers(ticket: TicketId): Promise<PortResult<string[]>>;
  addNote(ticket: TicketId, note: TicketNote): Promise<PortResult<null>>;
  /** What agents said in public, private notes and our own words left out; `knownReplies`: ids of those not to be read again. */
  readNews(ticket: TicketId, options: { knownReplies: readonly string[] }): Promise<PortResult<TicketNews>>;
  /** Adding tags that are there already changes nothing. */
  addTags(ticket: TicketId, tags: string[]): Promise<PortResult<null>>;
  /** Longest text of one note, in characters, marker not included. */
  readonly noteCharactersMax: number;
}
