import { deskConversationId } from '../ids.ts';
import type { DeskStanding } from '../ports/desk.ts';
import type { DeskAgent, DeskEvent } from '../ports/intent.ts';
import { tellAgentsFiles } from './agent-files.ts';
import { changeAgent, leaveUnattended } from './desk-agents.ts';
import { withFileNames } from './files.ts';
import { failLeg, handBack, makeLeg, newHandoff, passOn } from './handoff.ts';
import { awaitAnswer } from './silent-agent.ts';
import type { Handoff, Leg } from './state.ts';
import { continueCase, noteOnTicket } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

/**
 * What desks say. An event names its chat (desk and reference) and is believed for that chat alone. Vendors deliver late and in any order,
 * so an event that is older than one already believed records its words and changes nothing else.
 */
export type AddressedEvent = { desk: string; reference: string; at: string | null; event: DeskEvent };

export function receiveDeskEvent(turn: TurnBuilder, told: AddressedEvent): void {
  if (isPassing(told.event)) return;
  const leg = findAddressedLeg(turn, told);
  if (leg !== null) hearLeg(turn, leg, told);
  else if (isOwnChat(turn, told)) hearOwnChat(turn, told);
  // The chat was of an earlier leg: nobody gets the word by it, and no word is lost.
  else if (told.event.type === 'agent-said') recordLateWords(turn, told, told.event);
  else note(turn, told);
}

/** Of the moment only, and nothing to be kept. */
const isPassing = ({ type }: DeskEvent): boolean => type === 'agent-typing' || type === 'words-read';

function findAddressedLeg(turn: TurnBuilder, { desk, reference }: AddressedEvent): Leg | null {
  const leg = turn.state().handoff?.leg;
  return leg?.desk === desk && leg.reference === reference ? leg : null;
}

/** The chat that the customer writes in, at the vendor whose humans can take it over there. */
const isOwnChat = (turn: TurnBuilder, { desk, reference }: AddressedEvent): boolean =>
  desk === turn.channel.forwardDesk && reference === turn.state().chatId;

function hearLeg(turn: TurnBuilder, leg: Leg, told: AddressedEvent): void {
  const { event } = told;
  const isLate = isOlder(turn, leg, told.at);
  switch (event.type) {
    case 'agent-assigned':
    case 'agent-joined':
    case 'agent-said':
      hearAgent(turn, leg, { ...told, event });
      return;
    case 'customer-said':
      hearCustomerAtDesk(turn, leg, { told, text: withFileNames(event.text, event.attachments) });
      return;
    case 'completed':
      if (isLate) note(turn, told);
      else complete(turn, leg, told);
      return;
    case 'missed':
      if (isLate || leg.phase === 'connected') note(turn, told);
      else {
        take(turn, told, true);
        failLeg(turn, leg.key, 'missed');
      }
      return;
    case 'passed-on':
      if (isLate) note(turn, told);
      else {
        take(turn, told, true);
        passOn(turn, event.to);
      }
      return;
    case 'agent-typing':
    case 'words-read':
      return;
    case 'transfer-offered':
    case 'transfer-rejected':
    case 'noted':
      note(turn, told);
      return;
    case 'reopened':
      if (isLate || leg.phase !== 'over' || leg.route === 'forward') note(turn, told);
      else reopen(turn, told);
      return;
    default:
      event satisfies never;
  }
}

type AgentEvent = Extract<DeskEvent, { type: 'agent-assigned' | 'agent-joined' | 'agent-said' }>;

function hearAgent(turn: TurnBuilder, leg: Leg, told: AddressedEvent & { event: AgentEvent }): void {
  const { event, at } = told;
  const isHeard = !isOlder(turn, leg, at) && canTakeWord(turn, leg, at);
  if (event.type === 'agent-said') {
    if (isHeard) {
      join(turn, told, event.agent);
      recordAgent(turn, event, leg.route === 'relay');
      if (leg.route === 'relay') reportWhatBecomes(turn, told, event);
    } else recordLateWords(turn, told, event);
  } else if (!isHeard) note(turn, told);
  else if (event.agent === null) unassign(turn, leg, told);
  else join(turn, told, event.agent);
}

/** The customer's chat without a leg of ours in it: an operator may take it over without being asked, or it ends. */
function hearOwnChat(turn: TurnBuilder, told: AddressedEvent): void {
  const { event, at } = told;
  const { handoff, status, chatEventAt } = turn.state();
  const isElsewhere = handoff !== null && handoff.leg.phase === 'connected';
  const isLate = isBefore(at, chatEventAt) || (status === 'closed' && !isBefore(chatEventAt, at));
  if (event.type === 'completed' && !isLate) {
    take(turn, told, true);
    closeConversation(turn);
    return;
  }
  if (isArrival(event)) {
    if (isLate || isElsewhere) {
      if (event.type === 'agent-said') recordLateWords(turn, told, event);
      else note(turn, told);
      return;
    }
    startUninvited(turn, told);
    join(turn, told, event.agent);
    if (event.type === 'agent-said') recordAgent(turn, event, false);
    return;
  }
  // What the customer writes while the bot has the chat comes to the bot itself.
  note(turn, told);
}

/** An operator took the chat over in the vendor's console without being asked. */
function startUninvited(turn: TurnBuilder, { desk, reference, at }: AddressedEvent): void {
  const state = turn.state();
  const key = `${state.id}-h${state.handoffCount + 1}`;
  continueCase(turn);
  const leg: Leg = {
    ...makeLeg(turn, { key, desk }),
    // We may hear of it late; from that moment on the customer wrote to the operator.
    startedAt: at ?? turn.context.now.toISOString(),
    phase: 'waiting',
    reference: deskConversationId(reference),
    isAtDesk: true,
  };
  const handoff: Handoff = {
    key,
    reason: turn.text('reason-taken-over'),
    slots: {},
    chain: [desk],
    position: 0,
    ...newHandoff(turn),
    leg,
  };
  turn.emit({ type: 'handoff-requested', handoff });
}

/** Late is better than never: an operator who comes after our time was up still gets the word, as long as the chat goes on there. */
function canTakeWord(turn: TurnBuilder, leg: Leg, at: string | null): boolean {
  // The bot elsewhere was told that it is over, and listens no more.
  if (turn.channel.answeredElsewhere !== null && turn.state().status === 'closed') return false;
  if (leg.phase !== 'over' || leg.isAtDesk) return true;
  const believed = lastBelieved(turn, leg);
  // In the customer's own chat, of which the vendor has told nothing yet, nobody but the vendor can say who has it.
  if (leg.route === 'forward' && believed === null) return at !== null && !isBefore(at, leg.startedAt);
  // The vendor said that the chat is over; only something newer brings it back.
  return isBefore(believed, at);
}

const lastBelieved = (turn: TurnBuilder, leg: Leg): string | null =>
  leg.route === 'forward' ? turn.state().chatEventAt : leg.lastEventAt;

function isOlder(turn: TurnBuilder, leg: Leg, at: string | null): boolean {
  if (isBefore(at, lastBelieved(turn, leg))) return true;
  // In the customer's own chat every handoff has the same reference: what happened before this one began belongs to an earlier one.
  return leg.route === 'forward' && turn.state().handoffCount > 1 && isBefore(at, leg.startedAt);
}

/** True when both times are known and the first is earlier. */
const isBefore = (left: string | null, right: string | null): boolean =>
  left !== null && right !== null && Date.parse(left) < Date.parse(right);

function take(turn: TurnBuilder, { desk, reference, at }: AddressedEvent, isEnd: boolean): void {
  turn.emit({ type: 'desk-event-taken', desk, reference, at, isEnd });
}

function note(turn: TurnBuilder, { desk, reference, event }: AddressedEvent): void {
  turn.emit({
    type: 'desk-event-noted',
    desk,
    reference,
    event: event.type === 'noted' ? event.name : event.type,
  });
}

type Arrival = Extract<DeskEvent, { type: 'agent-assigned' | 'agent-joined' | 'agent-said' }> & { agent: DeskAgent };

/** Whether it shows that an operator is there. */
const isArrival = (event: DeskEvent): event is Arrival =>
  event.type === 'agent-joined' ||
  event.type === 'agent-said' ||
  (event.type === 'agent-assigned' && event.agent !== null);

type AgentSaid = Extract<DeskEvent, { type: 'agent-said' }>;

function recordAgent(turn: TurnBuilder, said: AgentSaid, isForCustomer: boolean): void {
  if (isForCustomer) {
    if (said.text !== '') turn.record('agent', said.text, { authorName: said.agent.name, isForCustomer });
    tellAgentsFiles(turn, said);
    return;
  }
  turn.record('agent', withFileNames(said.text, said.attachments), { authorName: said.agent.name, isForCustomer });
}

/** The vendor took the chat from its operator and gave it to nobody. */
function unassign(turn: TurnBuilder, leg: Leg, told: AddressedEvent): void {
  if (leg.phase !== 'connected') {
    note(turn, told);
    return;
  }
  take(turn, told, false);
  leaveUnattended(turn, leg);
}

/** The desk has the chat again. Who has the word does not change before a human takes it. */
function reopen(turn: TurnBuilder, { desk, reference, at }: AddressedEvent): void {
  turn.emit({ type: 'desk-event-taken', desk, reference, at, isEnd: false, isReopening: true });
}

/** The operator is told what became of words that go to the customer, where the desk has that. */
function reportWhatBecomes(turn: TurnBuilder, { desk, reference }: AddressedEvent, { messageId }: AgentSaid): void {
  if (messageId === null || turn.context.desks[desk]?.hasReceipts !== true) return;
  turn.request({ kind: 'report-receipt', desk, reference, messageId, seq: turn.state().lastAgentSeq });
}

/** A human has the word. */
function join(turn: TurnBuilder, told: AddressedEvent, agent: DeskAgent): void {
  take(turn, told, false);
  const { handoff, status } = turn.state();
  if (handoff === null) return;
  if (status === 'closed') turn.emit({ type: 'conversation-reopened' });
  if (handoff.leg.phase === 'connected') {
    changeAgent(turn, handoff.leg, agent);
    return;
  }
  turn.emit({ type: 'agent-joined', agentName: agent.name, agentId: agent.id });
  watchSilence(turn, handoff.leg.key);
  const { leg } = turn.state().handoff ?? handoff;
  awaitAnswer(turn, leg);
}

/**
 * Words of an agent in a chat that is over, or of a leg before: they are kept with the request, and go onto its ticket. Nobody gets the
 * word by them.
 */
function recordLateWords(turn: TurnBuilder, told: AddressedEvent, said: AgentSaid): void {
  note(turn, told);
  const words = withFileNames(said.text, said.attachments);
  turn.record('agent', words, { authorName: said.agent.name, isForCustomer: false, isLate: true });
  if (turn.state().baton.holder === 'bot') noteOnTicket(turn);
}

function hearCustomerAtDesk(turn: TurnBuilder, leg: Leg, { told, text }: { told: AddressedEvent; text: string }): void {
  const { baton, customer } = turn.state();
  // Relayed words come back as the customer's; and what was written before the chat was handed over came to the bot itself.
  const isEcho = leg.route === 'relay' || isBefore(told.at, leg.startedAt);
  const isHeardHereOnly = baton.holder === 'desk' || leg.isAtDesk;
  if (isEcho || !isHeardHereOnly) {
    note(turn, told);
    return;
  }
  turn.record('customer', text, { authorName: customer.name, isForCustomer: false });
  if (baton.holder === 'bot') noteOnTicket(turn);
}

function complete(turn: TurnBuilder, leg: Leg, told: AddressedEvent): void {
  take(turn, told, true);
  if (turn.state().baton.holder === 'desk') {
    if (leg.phase === 'connected') handBack(turn);
    else failLeg(turn, leg.key, 'desk-closed-unanswered');
  }
  if (leg.route === 'forward') closeConversation(turn);
}

function closeConversation(turn: TurnBuilder): void {
  if (turn.state().status === 'open') turn.emit({ type: 'conversation-closed' });
}

/** The vendor is asked how things stand when a human who is connected has not said anything for long: the news of the end may be lost. */
function watchSilence(turn: TurnBuilder, legKey: string): void {
  turn.setTimer({ name: 'desk-silence', legKey, sinceSeq: turn.state().messageCount }, turn.settings.silenceMs);
}

/** Nobody took the chat over that its operator had left. */
export function noticeUnattended(turn: TurnBuilder, { legKey, sinceSeq }: { legKey: string; sinceSeq: number }): void {
  const { handoff, lastAgentSeq } = turn.state();
  if (handoff?.leg.key !== legKey || handoff.leg.phase !== 'connected' || handoff.leg.agentName !== null) return;
  if (lastAgentSeq <= sinceSeq) failLeg(turn, legKey, 'human-gone');
}

export function noticeSilence(turn: TurnBuilder, { legKey, sinceSeq }: { legKey: string; sinceSeq: number }): void {
  const { handoff, lastAgentSeq } = turn.state();
  if (handoff?.leg.key !== legKey || handoff.leg.phase !== 'connected') return;
  watchSilence(turn, legKey);
  if (lastAgentSeq <= sinceSeq) checkStanding(turn, { isAfterSilence: true });
}

/** Asks how the present leg's chat stands at its vendor. */
export function checkStanding(turn: TurnBuilder, { isAfterSilence }: { isAfterSilence: boolean }): void {
  const leg = turn.state().handoff?.leg;
  if (leg === undefined || leg.reference === null) return;
  const { key: legKey, desk, reference } = leg;
  // Asked because the customer has just written: whether the bot answers depends on it.
  turn.request({ kind: 'check-desk', legKey, desk, reference, isAfterSilence }, { isAwaited: !isAfterSilence });
}

export function settleStanding(
  turn: TurnBuilder,
  { legKey, standing, isAfterSilence }: { legKey: string; standing: DeskStanding; isAfterSilence: boolean },
): void {
  const leg = turn.state().handoff?.leg;
  if (leg?.key !== legKey || leg.phase !== 'connected' || leg.reference === null) return;
  // A human was connected, and now the chat rings again and has for long: that human is gone.
  if (standing === 'waiting' && isAfterSilence) failLeg(turn, legKey, 'human-gone');
  if (standing !== 'over') return;
  turn.emit({ type: 'desk-event-taken', desk: leg.desk, reference: leg.reference, at: null, isEnd: true });
  handBack(turn, { isAsked: true });
}

/** A chat that an unclear opening left behind was found by the key it bears. */
export function adoptDeskChat(
  turn: TurnBuilder,
  { desk, reference, legKey }: { desk: string; reference: string; legKey: string },
): void {
  const leg = turn.state().handoff?.leg;
  if (leg?.key === legKey && leg.desk === desk && leg.reference === null && leg.phase !== 'over') {
    turn.emit({ type: 'leg-accepted', reference: deskConversationId(reference) });
    return;
  }
  if (leg?.reference === reference) return;
  turn.request({
    kind: 'close-desk',
    legKey,
    desk,
    reference,
    text: turn.text('adopted-chat-ended'),
  });
}
