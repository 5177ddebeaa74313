import type { CustomerProfile } from '../ports/intent.ts';
import type { WorkflowDefinition } from '../workflow/definition.ts';
import type { EffectResult } from './effects.ts';

/** What a conversation is asked to take note of. */
export type ConversationCommand =
  | { type: 'receive-customer-message'; text: string; profile: CustomerProfile }
  | { type: 'offer-forward' }
  | { type: 'report-forward-failure'; cause: string }
  | { type: 'record-agent-joined'; agentName: string }
  | { type: 'record-agent-message'; agentName: string; text: string }
  | { type: 'record-customer-echo'; text: string }
  | { type: 'record-desk-completed'; endedBy: string | null }
  | { type: 'record-desk-missed' }
  | { type: 'note-desk-event'; event: string }
  | { type: 'settle-effect'; result: EffectResult };

/** A customer's point of contact: told by mail when the company or the mail domain matches, case ignored. */
export type PointOfContact = { match: string; email: string };

/** What the bot knows and is told to do. `checkCode` is pure: the code is derived from the challenge. */
export type BotContext = {
  /** What new cases start with. */
  workflows: WorkflowDefinition[];
  /** What running conversations started with, by version; `workflows` need not be in it. */
  earlierWorkflows: WorkflowDefinition[];
  checkCode(challengeId: string, text: string): boolean;
  settings: {
    acceptTimeoutMs: number;
    sendsCustomerMail: boolean;
    supportEmail: string | null;
    pointsOfContact: PointOfContact[];
  };
};

/** Everything decisions depend on besides command and state. */
export type DecisionContext = BotContext & { now: Date };
