import type { CaseKey, ConversationId, DeskConversationId, TicketId } from '../ids.ts';
import { defaultOrganisation } from '../ids.ts';
import type { Priority } from '../ports/ticket-system.ts';
import type { CheckedAccount } from '../workflow/checked-account.ts';
import type { WorkflowRun } from '../workflow/run.ts';
import type { SkippedStep } from './chain-settings.ts';

/** How sure we are who the customer is; see the glossary. */
export type Assurance = 'anonymous' | 'claimed' | 'known' | 'verified';

export type Customer = {
  visitorId: string | null;
  name: string | null;
  email: string | null;
  phone: string | null;
  company: string | null;
  /** The network address the customer writes from, where the channel tells it. Mails that strangers cause are counted by it. */
  senderAddress: string | null;
};

/** Who may speak. `generation` grows with every change of holder and fences what was decided before. */
export type Baton = { holder: 'bot' | 'desk'; generation: number };

/** How far a leg has come: opening → waiting → connected → over. */
export type LegPhase = 'opening' | 'waiting' | 'connected' | 'over';

/**
 * One try of a handoff at one desk. `forward`: the customer's own channel hands the same chat to its humans. `relay`: we open a chat at the
 * desk and carry words both ways.
 */
export type Leg = {
  /** Unique; written into the summary at the desk, so that a chat there can be recognised as this leg's. */
  key: string;
  desk: string;
  route: 'forward' | 'relay';
  phase: LegPhase;
  /** The desk's own id of the chat; null until it is known. */
  reference: DeskConversationId | null;
  agentName: string | null;
  /** The vendor's id of that operator; null when it gives none. */
  agentId: string | null;
  /** The history handed over ends with this message. */
  historyToSeq: number;
  /** Texts relayed so far; the position in the desk's transcript after the history. */
  relayed: number;
  /** Our own time of its start (ISO). */
  startedAt: string;
  /** The vendor's time of the newest event that was believed (ISO); an older one changes nothing any more. */
  lastEventAt: string | null;
  /** The desk has the chat: true from its acceptance until the vendor, or the customer's next request to us, shows that it is over. */
  isAtDesk: boolean;
  /** The place in the queue that the customer was told; null: none. */
  toldPosition: number | null;
  /** Number of the message since which the customer waits for a word of the connected human; null: answered. */
  awaitedSeq: number | null;
};

/** One wish for a human: a chain of steps that are tried one after the other, at any time at most one leg. */
export type Handoff = {
  key: string;
  reason: string;
  /** What the workflow had collected when it was asked for, by name. */
  slots: Record<string, string>;
  /** Names of desks in the order they are asked; after the last one the case becomes a ticket. */
  chain: string[];
  /** Place of the present leg in the chain, from 0. */
  position: number;
  /** The present leg, or the last one when it is over: an operator who comes late still finds the customer. */
  leg: Leg;
  /** When it began, by our own time (ISO); null where that was not noted yet. */
  requestedAt: string | null;
  /** Desks of the chain that were left out so far, and why. */
  skipped: SkippedStep[];
  /** When a human ended it, at which desk; null: not yet, or it ended otherwise. */
  completed: { at: string; desk: string } | null;
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
  /** The accounts it is about, as far as a workflow verified them or tried to. */
  accounts: CheckedAccount[];
  ticket: CaseTicket;
  /** Messages up to this one are on the ticket. */
  notedToSeq: number;
  /** When the customer is to be called (ISO), in the case of a callback; null in all others. */
  callbackAt: string | null;
  /** ISO instant since when nothing more is to happen in it; null while it is open. The next wish starts a new case. */
  settledAt: string | null;
};

/** A call is being arranged with the customer. */
export type CallbackTalk = {
  /** What was asked for last. */
  phase: 'time' | 'number' | 'confirm';
  /** The time that was understood (ISO). */
  at: string | null;
  /** The customer's words for it, redacted. */
  words: string;
  /** Answers in a row that were not understood. */
  tries: number;
  /** Offered because nobody could take the chat; else the customer asked for it. */
  isLastStep: boolean;
  /** Number of the last message when it was asked. */
  askedSeq: number;
};

/** A ticket whose agents' answers come into the chat. */
export type WatchedTicket = {
  id: TicketId;
  number: string;
  status: 'open' | 'on-hold' | 'closed';
  /** Ids of replies that the customer was told. */
  seenReplies: string[];
  /** Number of the look that is waited for. */
  look: number;
};

export type ConversationState = {
  id: ConversationId;
  organisation: string;
  channel: string;
  chatId: string;
  status: 'open' | 'closed';
  customer: Customer;
  assurance: Assurance;
  /** The address that a code was sent to and came back from; null when none was. It proves that address and no other. */
  verifiedEmail: string | null;
  /** Names of accounts that were found to be registered with that address. */
  verifiedAccounts: string[];
  /** ISO instant of the customer's latest message; null before the first. What was proved ends some time after it. */
  lastCustomerAt: string | null;
  baton: Baton;
  handoff: Handoff | null;
  /** The generation under which a human last took the word; what the bot decided before it is not said any more. */
  lastHumanGeneration: number;
  run: WorkflowRun | null;
  callback: CallbackTalk | null;
  case: Case | null;
  /** Earlier cases, from before the customer came with another, whose ticket was asked for and does not exist yet: it is late, or was refused. */
  casesAwaitingTicket: Case[];
  /** The latest ticket of any case; what the flat channel reports. */
  latestTicket: { id: TicketId; number: string } | null;
  /** The latest few. */
  watchedTickets: WatchedTicket[];
  /** The vendor's time of the newest believed event in the customer's own chat (ISO); null where there was none. */
  chatEventAt: string | null;
  /** Number of the last message of a human; 0 when there is none. */
  lastAgentSeq: number;
  /** A timer is set that looks whether words were fetched. */
  isUnheardTimed: boolean;
  /** Version of the settings it started with; null before versions were kept. */
  settingsVersion: string | null;
  /** Language of what the customer is told, for example `en`. */
  locale: string;
  messageCount: number;
  effectCount: number;
  timerCount: number;
  caseCount: number;
  handoffCount: number;
  challengeCount: number;
  /** Customer messages in a row that the bot could not place. */
  unplacedInRow: number;
  /** The customer was asked not to send passwords; once is enough. */
  hasDeclinedSecrets: boolean;
};

export type NewConversation = {
  id: ConversationId;
  channel: string;
  chatId: string;
  /** Default `default`. */
  organisation?: string;
  /** Default null. */
  settingsVersion?: string | null;
  /** Default `en`. */
  locale?: string;
};

/** A conversation before its first message. */
export const initialConversation = ({ id, channel, chatId, ...rest }: NewConversation): ConversationState => ({
  id,
  organisation: rest.organisation ?? defaultOrganisation,
  channel,
  chatId,
  status: 'open',
  customer: { visitorId: null, name: null, email: null, phone: null, company: null, senderAddress: null },
  assurance: 'anonymous',
  verifiedEmail: null,
  verifiedAccounts: [],
  lastCustomerAt: null,
  baton: { holder: 'bot', generation: 1 },
  handoff: null,
  lastHumanGeneration: 0,
  run: null,
  callback: null,
  case: null,
  casesAwaitingTicket: [],
  latestTicket: null,
  watchedTickets: [],
  chatEventAt: null,
  lastAgentSeq: 0,
  isUnheardTimed: false,
  settingsVersion: rest.settingsVersion ?? null,
  locale: rest.locale ?? 'en',
  messageCount: 0,
  effectCount: 0,
  timerCount: 0,
  caseCount: 0,
  handoffCount: 0,
  challengeCount: 0,
  unplacedInRow: 0,
  hasDeclinedSecrets: false,
});
