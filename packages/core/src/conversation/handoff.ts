import { deskConversationId } from '../ids.ts';
import { describeIdentity } from './describe-identity.ts';
import type { EffectResult } from './effects.ts';
import { planTicketRefusedMail } from './mails.ts';
import type { Case, Handoff } from './state.ts';
import { continueCase, noteOnTicket, openCase, requestTicket, settleCase } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

/** The customer (or a workflow) wants a human: the baton goes to the desk, and a timer starts. */
export function requestHandoff(turn: TurnBuilder, reason: string): void {
  if (turn.state().baton.holder === 'desk') return;
  noteAnswers(turn, continueCase(turn));
  const isForward = turn.state().channel === 'salesiq';
  turn.say(
    isForward
      ? "I'm connecting you with a colleague. One moment, please."
      : "I'm connecting you with a colleague. They will answer here; what we have written so far is passed on.",
  );
  const state = turn.state();
  const key = `${state.id}-h${state.handoffCount + 1}`;
  const historyToSeq = state.messageCount;
  const handoff: Handoff = {
    key,
    route: isForward ? 'forward' : 'visitor',
    phase: 'opening',
    reason,
    deskConversationId: null,
    agentName: null,
    historyToSeq,
    relayed: 0,
  };
  const summary = summarise(turn, reason);
  turn.emit({ type: 'handoff-requested', handoff });
  if (!isForward) {
    const waitMs = turn.context.settings.acceptTimeoutMs;
    turn.request('desk', { kind: 'open-desk', handoffKey: key, summary, waitMs });
    turn.request('desk', { kind: 'send-history', handoffKey: key, toSeq: historyToSeq });
  }
  startAcceptTimer(turn, key);
}

/** What was answered so far goes with the case, to the desk and, when nobody comes, into the ticket. */
function noteAnswers(turn: TurnBuilder, current: Case): void {
  const { run } = turn.state();
  const answers = Object.entries(run?.slots ?? {}).map((slot) => slot.join(': '));
  if (current.ticket.phase !== 'none' || answers.length === 0) return;
  const { key, workflow, subject, tags, priority } = current;
  turn.emit({ type: 'case-described', caseKey: key, workflow, subject, lines: answers, tags, priority });
}

function startAcceptTimer(turn: TurnBuilder, handoffKey: string): void {
  const { handoffCount } = turn.state();
  const delayMs = turn.context.settings.acceptTimeoutMs;
  turn.request(`timer-${handoffCount}`, { kind: 'timer', timer: 'handoff-accept', handoffKey }, { delayMs });
}

function summarise(turn: TurnBuilder, reason: string): string {
  const { customer, case: current, latestTicket } = turn.state();
  const who = `${customer.name ?? 'Visitor'} <${customer.email ?? 'no e-mail'}>, identity ${describeIdentity(turn.state())}`;
  const workflow = current?.workflow ?? null;
  const what = workflow === null ? 'No workflow ran' : `Workflow: ${workflow}`;
  const ticket = latestTicket === null ? 'no ticket yet' : `ticket ${latestTicket.number}`;
  const answers = current?.lines ?? [];
  const given = answers.length === 0 ? [] : [`Answers: ${answers.join('; ')}`];
  return [who, `${what}; ${ticket}`, ...given, `Reason: ${reason}`].join('\n');
}

/** The channel's own hand-over was answered to the vendor. */
export function acceptForward(turn: TurnBuilder): void {
  if (turn.state().handoff?.phase === 'opening') turn.emit({ type: 'desk-accepted', deskConversationId: null });
}

/** A customer's words while a desk holds the baton. */
export function relayToDesk(turn: TurnBuilder, text: string): void {
  const handoff = turn.state().handoff;
  if (handoff === null || handoff.route === 'forward') return;
  turn.emit({ type: 'customer-relayed' });
  turn.request('desk', { kind: 'relay-to-desk', handoffKey: handoff.key, position: handoff.relayed + 1, text });
}

/** The customer took the wish back while nobody had answered yet. */
export function cancelHandoff(turn: TurnBuilder): void {
  relayToDesk(turn, 'The customer no longer waits for an answer here.');
  turn.emit({ type: 'handed-back', reason: 'cancelled-by-customer' });
  noteOnTicket(turn);
  if (turn.state().case?.ticket.phase !== 'requested') settleCase(turn);
  turn.say("All right, you're back with the assistant. What can I do for you?");
}

export function settleOpening(turn: TurnBuilder, outcome: Extract<EffectResult, { kind: 'open-desk' }>): void {
  if (turn.state().handoff?.key !== outcome.handoffKey) return;
  if (outcome.result.type === 'opened') {
    turn.emit({ type: 'desk-accepted', deskConversationId: deskConversationId(outcome.result.deskConversationId) });
  } else {
    failHandoff(turn, outcome.handoffKey, `desk-${outcome.result.code}`);
  }
}

/** Next link of the chain: nobody answered, so the case becomes a ticket and the customer is told. */
export function failHandoff(turn: TurnBuilder, handoffKey: string, reason: string): void {
  const { handoff, baton } = turn.state();
  if (handoff === null || handoff.key !== handoffKey || baton.holder !== 'desk') return;
  turn.emit({ type: 'handoff-failed', reason });
  const current = openCase(turn);
  const subject =
    current.subject === '' ? `Chat request - ${turn.state().customer.name ?? 'visitor'}` : current.subject;
  const outcome = requestTicket(turn, {
    workflow: current.workflow,
    subject,
    lines: [...current.lines, 'The customer asked for a human and nobody answered in time.'],
    tags: [...new Set([...current.tags, 'handoff-missed'])],
    priority: current.priority,
  });
  const ticket = turn.state().case?.ticket;
  if (outcome === 'requested') {
    turn.say(
      "I'm sorry, none of my colleagues could take the chat. I'm creating a ticket so that the team follows up by e-mail.",
    );
  } else if (ticket?.phase === 'created') {
    turn.say(
      `I'm sorry, none of my colleagues could take the chat. Your ticket ${ticket.number} stays open and the team follows up on it.`,
    );
    noteOnTicket(turn);
    settleCase(turn);
  } else if (ticket?.phase === 'refused') {
    planTicketRefusedMail(turn, current);
    turn.say(
      "I'm sorry, none of my colleagues could take the chat. Your case is with our support team by e-mail, and they will contact you.",
    );
    settleCase(turn);
  } else {
    turn.say(
      "I'm sorry, none of my colleagues could take the chat. Your ticket is on its way and the team follows up on it.",
    );
  }
}

/** A human is there. Late is better than never: one who comes after the time was up still gets the baton. */
export function recordAgentJoined(turn: TurnBuilder, agentName: string): void {
  const { handoff } = turn.state();
  if (handoff === null) {
    if (turn.state().channel === 'salesiq') startForeignHandoff(turn, agentName);
    return;
  }
  if (handoff.phase === 'connected') turn.emit({ type: 'agent-changed', agentName });
  else turn.emit({ type: 'agent-joined', agentName });
}

/** An operator took the chat over in the vendor's console without being asked. */
function startForeignHandoff(turn: TurnBuilder, agentName: string): void {
  const state = turn.state();
  continueCase(turn);
  turn.emit({
    type: 'handoff-requested',
    handoff: {
      key: `${state.id}-h${state.handoffCount + 1}`,
      route: 'forward',
      phase: 'waiting',
      reason: 'taken over by an operator',
      deskConversationId: null,
      agentName: null,
      historyToSeq: state.messageCount,
      relayed: 0,
    },
  });
  turn.emit({ type: 'agent-joined', agentName });
}

export function recordAgentMessage(turn: TurnBuilder, agentName: string, text: string): void {
  if (turn.state().handoff?.phase !== 'connected') recordAgentJoined(turn, agentName);
  turn.record('agent', text, { authorName: agentName, isForCustomer: turn.state().channel === 'flat' });
}

export function recordDeskCompleted(turn: TurnBuilder, endedBy: string | null): void {
  const { handoff, baton, channel } = turn.state();
  if (baton.holder === 'desk' && handoff !== null) {
    if (handoff.phase !== 'connected' && endedBy !== 'visitor') {
      failHandoff(turn, handoff.key, 'desk-closed-unanswered');
    } else {
      handBack(turn);
    }
  }
  if (channel === 'salesiq' && turn.state().status === 'open') turn.emit({ type: 'conversation-closed' });
}

function handBack(turn: TurnBuilder): void {
  const { handoff, channel, latestTicket } = turn.state();
  const agentName = handoff?.agentName ?? 'our colleague';
  turn.emit({ type: 'handed-back', reason: 'completed' });
  const ticket = latestTicket === null ? '' : ` Your ticket is ${latestTicket.number}.`;
  if (channel === 'flat') {
    turn.say(
      `The chat with ${agentName} has ended and you're back with the assistant.${ticket} Is there anything else?`,
    );
  }
  noteOnTicket(turn);
  if (turn.state().case?.ticket.phase !== 'requested') settleCase(turn);
}
