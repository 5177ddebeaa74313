import { detectCommand } from '../language/detect-command.ts';
import type { CustomerProfile } from '../ports/intent.ts';
import { redact } from '../redaction/redact.ts';
import { expectsSecret } from '../workflow/run.ts';
import { settleForWorkflow } from './advance-run.ts';
import { takeBotTurn } from './bot-turn.ts';
import type { ConversationCommand, DecisionContext } from './commands.ts';
import type { EffectResult } from './effects.ts';
import {
  acceptForward,
  cancelHandoff,
  failHandoff,
  recordAgentJoined,
  recordAgentMessage,
  recordDeskCompleted,
  relayToDesk,
  settleOpening,
} from './handoff.ts';
import type { ConversationState } from './state.ts';
import { settleTicket } from './tickets.ts';
import { type Decision, startTurn, type TurnBuilder } from './turn.ts';

/**
 * Decides what a command leads to. Pure: same command, state and context, same decision.
 * A command that comes too late (the conversation has moved on) decides nothing.
 */
export function decide(command: ConversationCommand, state: ConversationState, context: DecisionContext): Decision {
  const turn = startTurn(state, context);
  apply(turn, command);
  return turn.finish();
}

function apply(turn: TurnBuilder, command: ConversationCommand): void {
  switch (command.type) {
    case 'receive-customer-message':
      receiveCustomerMessage(turn, command.text, command.profile);
      return;
    case 'offer-forward':
      acceptForward(turn);
      return;
    case 'report-forward-failure':
      failUnanswered(turn, `forward-failed-${command.cause}`);
      return;
    case 'record-agent-joined':
      recordAgentJoined(turn, command.agentName);
      return;
    case 'record-agent-message':
      recordAgentMessage(turn, command.agentName, command.text);
      return;
    case 'record-customer-echo':
      turn.record('customer', redact(command.text), {
        authorName: turn.state().customer.name,
        isForCustomer: false,
      });
      return;
    case 'record-desk-completed':
      recordDeskCompleted(turn, command.endedBy);
      return;
    case 'record-desk-missed':
      failUnanswered(turn, 'missed');
      return;
    case 'note-desk-event':
      turn.emit({ type: 'desk-event-noted', event: command.event });
      return;
    case 'settle-effect':
      settleEffect(turn, command.result);
      return;
    default:
      command satisfies never;
  }
}

function receiveCustomerMessage(turn: TurnBuilder, text: string, profile: CustomerProfile): void {
  if (turn.state().status === 'closed') turn.emit({ type: 'conversation-reopened' });
  noteProfile(turn, profile);
  const stored = redactFor(turn, text);
  turn.record('customer', stored, { authorName: turn.state().customer.name, isForCustomer: false });
  if (turn.state().baton.holder === 'bot') {
    takeBotTurn(turn, text);
    return;
  }
  const { handoff } = turn.state();
  if (handoff?.route === 'visitor' && handoff.phase !== 'connected' && detectCommand(text) === 'cancel')
    cancelHandoff(turn);
  else relayToDesk(turn, stored);
}

function redactFor(turn: TurnBuilder, text: string): string {
  const { run } = turn.state();
  const isSecret = run !== null && expectsSecret(run) && detectCommand(text) === null;
  return isSecret ? '[redacted]' : redact(text);
}

/** What the channel says about the customer is a claim: it fills gaps and never overwrites what a register confirmed. */
function noteProfile(turn: TurnBuilder, profile: CustomerProfile): void {
  const { customer, assurance } = turn.state();
  const email = customer.email ?? normaliseEmail(profile.email);
  const next = {
    ...customer,
    visitorId: customer.visitorId ?? profile.visitorId,
    name: customer.name ?? profile.name,
    email,
    phone: customer.phone ?? profile.phone,
  };
  const isSame =
    next.visitorId === customer.visitorId &&
    next.name === customer.name &&
    email === customer.email &&
    next.phone === customer.phone;
  if (isSame) return;
  turn.emit({
    type: 'customer-identified',
    customer: next,
    assurance: assurance === 'anonymous' && email !== null ? 'claimed' : assurance,
  });
}

const normaliseEmail = (email: string | null): string | null => {
  const trimmed = email?.trim().toLowerCase() ?? '';
  return /^[^\s@<>"]+@[^\s@<>"]+$/.test(trimmed) ? trimmed : null;
};

function settleEffect(turn: TurnBuilder, result: EffectResult): void {
  switch (result.kind) {
    case 'look-up-identity':
    case 'send-mail':
      settleForWorkflow(turn, result);
      return;
    case 'create-ticket':
      settleTicket(turn, result);
      return;
    case 'open-desk':
      settleOpening(turn, result);
      return;
    case 'relay-to-desk':
      failHandoff(turn, result.handoffKey, `relay-${result.result.code}`);
      return;
    case 'timer':
      if (turn.state().handoff?.key === result.handoffKey) failUnanswered(turn, 'no-answer-in-time');
      return;
    default:
      result satisfies never;
  }
}

/** What is said about a chat that nobody took comes too late once somebody has. */
function failUnanswered(turn: TurnBuilder, reason: string): void {
  const { handoff } = turn.state();
  if (handoff !== null && handoff.phase !== 'connected' && handoff.phase !== 'over')
    failHandoff(turn, handoff.key, reason);
}
