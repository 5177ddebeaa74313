import type { CaseKey, ConversationId, DeskConversationId, TicketId } from '../ids.ts';
import type { Priority } from '../ports/ticket-system.ts';
import type { WorkflowRun } from '../workflow/run.ts';

export type ChannelName = string;

/** How sure we are who the customer is; see the glossary. */
export type Assurance = 'anonymous' | 'claimed' | 'known' | 'verified';

export type Customer = {
  visitorId: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  company: string | null;
};

/** Who may speak. `generation` grows with every change of holder and fences what was decided before. */
export type Baton = { holder: 'bot' | 'desk'; generation: number };

/**
 * One wish for a human. `forward`: the vendor's own widget hands the chat over; `visitor`: we open a conversation at the desk and relay.
 * opening → waiting → connected → over. An operator who comes after the time was up takes an `over` handoff back to connected.
 */
export type Handoff = {
  key: string;
  route: 'forward' | 'visitor';
  phase: 'opening' | 'waiting' | 'connected' | 'over';
  reason: string;
  deskConversationId: DeskConversationId | null;
  agentName: string | null;
  /** The history handed over ends with this message. */
  historyToSeq: number;
  /** Messages of the customer relayed so far; the position in the desk's transcript after the history. */
  relayed: number;
};

export type CaseTicket =
  | { phase: 'none' }
  | { phase: 'requested' }
  | { phase: 'created'; id: TicketId; number: string; url: string | null }
  | { phase: 'refused' };

/** One thing a customer needs. One case makes at most one ticket. */
export type Case = {
  key: CaseKey;
  workflow: string | null;
  subject: string;
  priority: Priority;
  lines: string[];
  tags: string[];
  ticket: CaseTicket;
  /** Messages up to this one are on the ticket. */
  notedToSeq: number;
  /** ISO instant since when nothing more is to happen in it; null while it is open. The next wish starts a new case. */
  settledAt: string | null;
};

export type ConversationState = {
  id: ConversationId;
  channel: ChannelName;
  chatId: string;
  status: 'open' | 'closed';
  customer: Customer;
  assurance: Assurance;
  /** The address that a code was sent to and came back from; null when none was. It proves that address and no other. */
  verifiedEmail: string | null;
  baton: Baton;
  handoff: Handoff | null;
  /** The generation under which a human last took the word; what the bot decided before it is not said any more. */
  lastHumanGeneration: number;
  run: WorkflowRun | null;
  case: Case | null;
  /** Cases left for another one whose ticket was asked for and does not exist yet, be it late or refused. */
  casesInTheMaking: Case[];
  /** The latest ticket of any case; what the flat channel reports. */
  latestTicket: { id: TicketId; number: string } | null;
  messageCount: number;
  effectCount: number;
  caseCount: number;
  handoffCount: number;
  challengeCount: number;
  /** Customer messages in a row that the bot could not place. */
  unplacedInRow: number;
};

/** A conversation before its first message. */
export const initialConversation = (identity: {
  id: ConversationId;
  channel: ChannelName;
  chatId: string;
}): ConversationState => ({
  ...identity,
  status: 'open',
  customer: { visitorId: null, name: null, email: null, phone: null, company: null },
  assurance: 'anonymous',
  verifiedEmail: null,
  baton: { holder: 'bot', generation: 1 },
  handoff: null,
  lastHumanGeneration: 0,
  run: null,
  case: null,
  casesInTheMaking: [],
  latestTicket: null,
  messageCount: 0,
  effectCount: 0,
  caseCount: 0,
  handoffCount: 0,
  challengeCount: 0,
  unplacedInRow: 0,
});
