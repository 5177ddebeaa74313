import type { CaseKey, DeskConversationId, TicketId } from '../ids.ts';
import type { WorkflowOutcome } from '../workflow/protocol.ts';
import type { WorkflowRun } from '../workflow/run.ts';
import type { Assurance, Case, Customer, Handoff } from './state.ts';

export type MessageAuthor = 'customer' | 'bot' | 'agent';

/** What happened in a conversation. Texts live with the messages; events carry their position only. */
export type ConversationEvent =
  | { type: 'message-recorded'; seq: number; author: MessageAuthor }
  | { type: 'effect-decided'; key: string }
  | { type: 'customer-identified'; customer: Customer; assurance: Assurance }
  | { type: 'address-verified'; email: string }
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
  | { type: 'ticket-noted'; caseKey: CaseKey; notedToSeq: number }
  | { type: 'handoff-requested'; handoff: Handoff }
  | { type: 'desk-accepted'; deskConversationId: DeskConversationId | null }
  | { type: 'customer-relayed' }
  | { type: 'agent-joined'; agentName: string }
  | { type: 'agent-changed'; agentName: string }
  | { type: 'handoff-failed'; reason: string }
  | { type: 'handed-back'; reason: string }
  | { type: 'desk-event-noted'; event: string }
  | { type: 'conversation-closed' }
  | { type: 'conversation-reopened' };
