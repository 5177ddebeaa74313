import type { CaseKey, DeskConversationId, TicketId } from '../ids.ts';
import type { CheckedAccount } from '../workflow/checked-account.ts';
import type { WorkflowOutcome } from '../workflow/protocol.ts';
import type { WorkflowRun } from '../workflow/run.ts';
import type { SkippedStep } from './chain-settings.ts';
import type { Assurance, CallbackTalk, Case, Customer, Handoff, Leg, WatchedTicket } from './state.ts';

/** `system`: a notice about the chat itself, which also a human's word does not make wrong. */
export type MessageAuthor = 'customer' | 'bot' | 'agent' | 'system';

/** What happened in a conversation. Texts live with the messages; events carry their position only. */
export type ConversationEvent =
  /** `isLate`: words of an operator whose chat is over, by which nobody is answered. */
  | { type: 'message-recorded'; seq: number; author: MessageAuthor; at: string; isLate?: true }
  | { type: 'effect-decided'; key: string }
  | { type: 'timer-set'; key: string; name: string }
  /** A timer about words that wait has come due. */
  | { type: 'unheard-checked' }
  | { type: 'customer-identified'; customer: Customer; assurance: Assurance }
  /** `account`: the name that was asked for and is registered with the address. */
  | { type: 'address-verified'; email: string; account: string }
  /** What was proved is too long ago. */
  | { type: 'proof-ended' }
  /** There were too many mails to an address that nobody proved. */
  | { type: 'mail-withheld' }
  | { type: 'account-checked'; caseKey: CaseKey; account: CheckedAccount }
  | {
      type: 'turn-explained';
      why: string;
      chosen: string | null;
      candidates: { workflow: string; score: number }[];
      threshold: number | null;
    }
  /** `run` null: over; in events stored before `workflow-finished` said how. */
  | { type: 'workflow-advanced'; run: WorkflowRun | null }
  | { type: 'workflow-finished'; workflow: string; outcome: WorkflowOutcome }
  | { type: 'challenge-issued'; challengeId: string }
  | { type: 'case-opened'; case: Case }
  | {
      type: 'case-described';
      caseKey: CaseKey;
      workflow: string | null;
      subject: string;
      lines: string[];
      tags: string[];
      priority: Case['priority'];
    }
  | { type: 'case-settled'; caseKey: CaseKey; at: string }
  | { type: 'case-continued'; caseKey: CaseKey }
  /** How far the arrangement of a call has come; null: it is over. */
  | { type: 'callback-talked'; callback: CallbackTalk | null }
  | { type: 'callback-requested'; caseKey: CaseKey; at: string }
  | { type: 'ticket-requested'; caseKey: CaseKey }
  | {
      type: 'ticket-created';
      caseKey: CaseKey;
      id: TicketId;
      number: string;
      url: string | null;
      notedToSeq: number;
    }
  | { type: 'ticket-refused'; caseKey: CaseKey; code: string }
  | { type: 'ticket-watched'; ticketId: string; look: number }
  | { type: 'ticket-news-told'; ticketId: string; status: WatchedTicket['status']; replies: string[] }
  | { type: 'ticket-noted'; caseKey: CaseKey; notedToSeq: number }
  | { type: 'handoff-requested'; handoff: Handoff }
  /** Desks of the chain were left out. */
  | { type: 'desks-skipped'; handoffKey: string; skipped: SkippedStep[] }
  /** No desk of the chain could be asked at all. */
  | { type: 'handoff-unavailable'; handoffKey: string; reason: string }
  /** The customer was told the place in the queue. */
  | { type: 'queue-told'; legKey: string; position: number }
  /** The next desk of the chain is asked. */
  | { type: 'leg-opened'; leg: Leg; position: number }
  | { type: 'leg-accepted'; reference: DeskConversationId }
  | { type: 'leg-failed'; legKey: string; reason: string }
  | { type: 'customer-relayed' }
  /** `agentId` is absent in what was stored before operators were told apart by it. */
  | { type: 'agent-joined'; agentName: string; agentId?: string | null }
  | { type: 'agent-changed'; agentName: string; agentId?: string | null }
  /** Nobody of the desk is in the chat, which waits for the next of them. */
  | { type: 'agent-left' }
  /** An event at a desk was believed; `isEnd`: with it the chat is over there; `isReopening`: with it one that was over goes on. */
  | {
      type: 'desk-event-taken';
      desk: string;
      reference: string;
      at: string | null;
      isEnd: boolean;
      isReopening?: boolean;
    }
  /** The customer wrote to us in a chat that the desk had: the desk has it no more. */
  | { type: 'chat-returned' }
  | { type: 'handoff-failed'; reason: string }
  /** `at`: when; absent in what was stored before it was noted. */
  | { type: 'handed-back'; reason: string; at?: string }
  /** An event that changes nothing: of another leg, too old, or without a meaning for us. */
  | { type: 'desk-event-noted'; desk: string; reference: string; event: string }
  | { type: 'conversation-closed' }
  | { type: 'conversation-reopened' }
  /** The customer was asked not to send passwords. */
  | { type: 'secrets-declined' };
