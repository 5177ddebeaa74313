import { deskConversationId } from '../ids.ts';
import { splitText } from '../language/split-text.ts';
import type { Attachment } from '../ports/attachment.ts';
import type { DeskFacts } from '../ports/desk.ts';
import type { CustomerText } from '../texts/customer-text.ts';
import { offerCallback } from './callback.ts';
import { acceptMsOf, type ChosenStep, chooseStep, findOpening, findZone } from './chain.ts';
import type { SkippedStep } from './chain-settings.ts';
import { describeAccounts, describeIdentity } from './describe-identity.ts';
import { describeInstant } from './describe-instant.ts';
import type { Farewell } from './farewells.ts';
import { fileInstead, type TicketCause } from './file-instead.ts';
import { watchQueue } from './queue-news.ts';
import type { Case, Handoff, Leg } from './state.ts';
import { catchUpOnTickets } from './ticket-news.ts';
import { continueCase, noteOnTicket, settleCase } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

/**
 * A handoff: one wish for a human, tried desk by desk along the chain of the settings.
 *
 * At any time there is at most one leg, the try at one desk. It is opened there (by the channel's own vendor: `forward`, or by us:
 * `relay`), rings, is joined by a human and ends. What a desk says is addressed and speaks for its own leg only (desk-events.ts). A leg
 * that fails gives way to the next desk; after the last one the case becomes a ticket and the customer is told.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> opening: requestHandoff
 *   opening --> waiting: settleOpening, acceptForward
 *   opening --> over: refused, time is up
 *   waiting --> connected: agent joined or said something
 *   waiting --> over: missed, closed, time is up, cancelled
 *   opening --> connected: an agent was faster than our own news
 *   connected --> over: completed, or found over (handed back)
 *   over --> opening: next desk of the chain (a new leg)
 *   over --> connected: an agent of the last leg came late
 *   over --> [*]: ticket, or back with the bot
 * ```
 */

/** The customer (or a workflow) wants a human: the baton goes to the first desk of the chain that can be asked. */
export function requestHandoff(
  turn: TurnBuilder,
  reason: string,
  chain: readonly string[] = turn.settings.handoffChain,
): void {
  if (turn.state().baton.holder === 'desk') return;
  noteAnswers(turn, continueCase(turn));
  const state = turn.state();
  const key = `${state.id}-h${state.handoffCount + 1}`;
  const { step, skipped } = chooseStep(turn, chain, 0);
  if (step === null) {
    if (state.run !== null) turn.emit({ type: 'workflow-advanced', run: null });
    turn.emit({ type: 'handoff-unavailable', handoffKey: key, reason });
    noteSkipped(turn, key, skipped);
    tellOpening(turn, skipped);
    endChain(turn, turn.text('ticket-no-desk'));
    return;
  }
  const { position, desk } = step;
  const route = routeTo(turn, desk);
  turn.say(turn.text(route === 'forward' ? 'handoff-started-forward' : 'handoff-started-relay'));
  const leg = makeLeg(turn, { key, desk });
  const slots = { ...state.run?.slots };
  const handoff: Handoff = { key, reason, slots, chain: [...chain], position, ...newHandoff(turn), leg };
  const summary = summarise(turn, reason);
  turn.emit({ type: 'handoff-requested', handoff });
  noteSkipped(turn, key, skipped);
  startLeg(turn, leg, summary);
}

/** A customer who writes again soon after a human ended the chat goes back to that desk, if it can be asked; false: to the bot. */
export function reopenHandoff(turn: TurnBuilder): boolean {
  const { handoff } = turn.state();
  const { chain, handoffChain } = turn.settings;
  if (handoff?.completed == null) return false;
  const { at, desk } = handoff.completed;
  const isSoon = turn.context.now.getTime() - Date.parse(at) < chain.reopenMs;
  if (!isSoon || chooseStep(turn, [desk], 0).step === null) return false;
  requestHandoff(turn, turn.text('reason-came-back'), [desk, ...handoffChain.filter((other) => other !== desk)]);
  return true;
}

/** What no handoff has come to when it begins. */
export const newHandoff = ({ context }: TurnBuilder): Pick<Handoff, 'requestedAt' | 'skipped' | 'completed'> => ({
  requestedAt: context.now.toISOString(),
  skipped: [],
  completed: null,
});

function noteSkipped(turn: TurnBuilder, handoffKey: string, skipped: SkippedStep[]): void {
  if (skipped.length > 0) turn.emit({ type: 'desks-skipped', handoffKey, skipped });
}

/** The customer is told when somebody is there again, if that is why nobody was asked. */
function tellOpening(turn: TurnBuilder, skipped: readonly SkippedStep[]): void {
  const opening = findOpening(turn, skipped);
  if (opening === null) return;
  const desk = skipped.find(({ reason }) => reason === 'closed')?.desk ?? null;
  const { locale } = turn.state();
  const time = describeInstant(opening, { locale, zone: findZone(turn.settings, desk) });
  turn.tellOutcome(turn.text('handoff-outside-hours', { opening: time }));
}

const routeTo = ({ channel }: TurnBuilder, desk: string): Leg['route'] =>
  desk === channel.forwardDesk ? 'forward' : 'relay';

export function makeLeg(turn: TurnBuilder, { key, desk }: { key: string; desk: string }): Leg {
  const { chatId, messageCount } = turn.state();
  const route = routeTo(turn, desk);
  return {
    key,
    desk,
    route,
    phase: 'opening',
    reference: route === 'forward' ? deskConversationId(chatId) : null,
    agentName: null,
    agentId: null,
    historyToSeq: messageCount,
    relayed: 0,
    startedAt: turn.context.now.toISOString(),
    lastEventAt: null,
    isAtDesk: false,
    toldPosition: null,
    awaitedSeq: null,
  };
}

function startLeg(turn: TurnBuilder, leg: Leg, summary: string): void {
  const { key: legKey, desk, route, historyToSeq } = leg;
  const waitMs = acceptMsOf(turn, desk);
  if (route === 'relay') {
    turn.request({ kind: 'open-desk', legKey, desk, summary, facts: listFacts(turn), waitMs });
    turn.request({ kind: 'send-history', legKey, desk, toSeq: historyToSeq });
  }
  turn.setTimer({ name: 'handoff-accept', legKey }, waitMs);
  watchQueue(turn, leg);
}

/** What was answered so far goes with the case, to the desk and, when nobody comes, into the ticket. */
export function noteAnswers(turn: TurnBuilder, current: Case): void {
  const { run } = turn.state();
  const answers = Object.entries(run?.slots ?? {}).map((slot) => slot.join(': '));
  if (current.ticket.phase !== 'none' || answers.length === 0) return;
  const { key, workflow, subject, tags, priority } = current;
  turn.emit({ type: 'case-described', caseKey: key, workflow, subject, lines: answers, tags, priority });
}

function listFacts(turn: TurnBuilder): DeskFacts {
  const { assurance, case: current, latestTicket, handoff } = turn.state();
  return {
    reason: handoff?.reason ?? '',
    assurance,
    workflow: current?.workflow ?? null,
    slots: handoff?.slots ?? {},
    ticketNumber: latestTicket?.number ?? null,
  };
}

function summarise(turn: TurnBuilder, reason: string): string {
  const { customer, case: current, latestTicket } = turn.state();
  const who = turn.text('summary-customer', {
    name: customer.name ?? turn.text('summary-customer-unnamed'),
    email: customer.email ?? turn.text('summary-email-missing'),
    identity: describeIdentity(turn),
  });
  const workflow = current?.workflow ?? null;
  const what = workflow === null ? turn.text('summary-workflow-none') : turn.text('summary-workflow', { workflow });
  const ticket =
    latestTicket === null
      ? turn.text('summary-ticket-none')
      : turn.text('summary-ticket', { number: latestTicket.number });
  const answers = current?.lines ?? [];
  const given = answers.length === 0 ? [] : [turn.text('summary-answers', { answers: answers.join('; ') })];
  const accounts = describeAccounts(turn, current?.accounts ?? []);
  return [who, ...accounts, `${what}; ${ticket}`, ...given, turn.text('summary-reason', { reason })].join('\n');
}

/** The channel's own hand-over was answered to the vendor. */
export function acceptForward(turn: TurnBuilder): void {
  const leg = turn.state().handoff?.leg;
  if (leg?.phase === 'opening' && leg.route === 'forward' && leg.reference !== null)
    turn.emit({ type: 'leg-accepted', reference: leg.reference });
}

/** A relay leg's chat exists at the desk. */
export function settleOpening(turn: TurnBuilder, { legKey, reference }: { legKey: string; reference: string }): void {
  if (turn.state().handoff?.leg.key === legKey)
    turn.emit({ type: 'leg-accepted', reference: deskConversationId(reference) });
}

/** A customer's words while a desk holds the baton, in pieces that the desk takes. */
export function relayToDesk(turn: TurnBuilder, text: string, attachments: readonly Attachment[]): void {
  const leg = turn.state().handoff?.leg;
  if (leg === undefined || leg.route === 'forward') return;
  const charactersMax = turn.context.desks[leg.desk]?.messageCharactersMax ?? text.length;
  for (const piece of splitText(text, Math.max(1, charactersMax))) {
    const position = takePosition(turn);
    turn.request({ kind: 'relay-to-desk', legKey: leg.key, desk: leg.desk, position, text: piece });
  }
  for (const file of attachments)
    turn.request({ kind: 'relay-file', legKey: leg.key, desk: leg.desk, position: takePosition(turn), file });
}

/** Every message to the desk has its place in the desk's transcript, by which a repeated one is recognised. */
function takePosition(turn: TurnBuilder): number {
  turn.emit({ type: 'customer-relayed' });
  return turn.state().handoff?.leg.relayed ?? 0;
}

/** Tells a desk that it has nobody to talk to any more, in the leg's own lane and so after everything said before. */
export function takeLeave(turn: TurnBuilder, leg: Leg, farewell: Farewell): void {
  const isGone = leg.phase !== 'opening' && !leg.isAtDesk;
  if (leg.route === 'forward' || isGone) return;
  const { key: legKey, desk, reference } = leg;
  turn.request({ kind: 'close-desk', legKey, desk, reference, text: turn.text(farewell) });
}

/** A customer who waits no more, because of a change of mind or to be called instead. */
export function leaveQueue(turn: TurnBuilder, reason: string): void {
  const { handoff } = turn.state();
  if (handoff === null) return;
  takeLeave(turn, handoff.leg, 'customer-no-longer-waits');
  turn.emit({ type: 'chat-returned' });
  turn.emit({ type: 'handed-back', reason, at: turn.context.now.toISOString() });
}

/** The customer took the wish back while nobody had answered yet. */
export function cancelHandoff(turn: TurnBuilder): void {
  leaveQueue(turn, 'cancelled-by-customer');
  noteOnTicket(turn);
  if (turn.state().case?.ticket.phase !== 'requested') settleCase(turn);
  turn.say(turn.text('handoff-cancelled'));
}

/** Nobody came at this desk: the next one is asked, and after the last the case becomes a ticket. */
export function failLeg(turn: TurnBuilder, legKey: string, reason: string): void {
  const { handoff, baton } = turn.state();
  if (handoff === null || handoff.leg.key !== legKey || handoff.leg.phase === 'over' || baton.holder !== 'desk') return;
  const { leg, chain } = handoff;
  const wasConnected = leg.phase === 'connected';
  turn.emit({ type: 'leg-failed', legKey, reason });
  if (wasConnected && reason.startsWith('relay-')) turn.announce(turn.text('connection-lost'));
  takeLeave(turn, leg, wasConnected ? 'taken-back-here' : 'nobody-answered-here');
  const { step, skipped } = chooseStep(turn, chain, handoff.position + 1);
  noteSkipped(turn, handoff.key, skipped);
  if (step !== null) {
    const why = turn.text(wasConnected ? 'handoff-other-team' : 'handoff-next-desk');
    openNext(turn, handoff, { step, why });
    return;
  }
  turn.emit({ type: 'handoff-failed', reason });
  tellOpening(turn, skipped);
  const cause = wasConnected ? 'human-gone' : 'handoff-missed';
  endChain(turn, turn.text(`ticket-${cause}`), cause);
  if (wasConnected) catchUpOnTickets(turn);
}

/**
 * The operator passes the chat on: to the desk named, when it comes later in the chain, or to the next one that can be asked; with `ticket`, or
 * when none can be, the case becomes a ticket.
 */
export function passOn(turn: TurnBuilder, to: string): void {
  const { handoff, baton } = turn.state();
  if (handoff === null || handoff.leg.phase === 'over' || baton.holder !== 'desk') return;
  const { leg, chain, position } = handoff;
  turn.emit({ type: 'leg-failed', legKey: leg.key, reason: 'passed-on' });
  const next = Math.max(chain.indexOf(to), position + 1);
  const { step, skipped } = chooseStep(turn, chain, to === 'ticket' ? chain.length : next);
  noteSkipped(turn, handoff.key, skipped);
  if (step !== null) {
    openNext(turn, handoff, { step, why: turn.text('handoff-passed-on') });
    return;
  }
  turn.emit({ type: 'handoff-failed', reason: 'passed-on' });
  fileInstead(turn, turn.text('ticket-passed-on'), 'passed-on');
  if (leg.phase === 'connected') catchUpOnTickets(turn);
}

/** No desk is left: a call is offered where the chain ends with one, and else there is a ticket. */
function endChain(turn: TurnBuilder, why: CustomerText, cause?: TicketCause): void {
  // Where another bot answers nobody could be asked when to call.
  const canAsk = turn.channel.answeredElsewhere === null;
  if (turn.settings.chain.callback === 'last-step' && canAsk) offerCallback(turn);
  else fileInstead(turn, why, cause);
}

function openNext(
  turn: TurnBuilder,
  { key, reason }: Handoff,
  { step: { position, desk }, why }: { step: ChosenStep; why: CustomerText },
): void {
  turn.say(why);
  const next = makeLeg(turn, { key: `${key}.${position + 1}`, desk });
  turn.emit({ type: 'leg-opened', leg: next, position });
  startLeg(turn, next, summarise(turn, reason));
}

/** As `failLeg`, for whatever leg there is: what is said about a chat that nobody took comes too late once somebody has. */
export function failUnanswered(turn: TurnBuilder, reason: string): void {
  const leg = turn.state().handoff?.leg;
  if (leg !== undefined && leg.phase !== 'connected' && leg.phase !== 'over') failLeg(turn, leg.key, reason);
}

/** The human stretch is over and the bot has the word again. `isAsked`: the customer is waiting for an answer. Default false. */
export function handBack(turn: TurnBuilder, { isAsked }: { isAsked: boolean } = { isAsked: false }): void {
  const { handoff, latestTicket } = turn.state();
  if (handoff === null) return;
  const agent = handoff.leg.agentName ?? turn.text('agent-unnamed');
  turn.emit({ type: 'handed-back', reason: 'completed', at: turn.context.now.toISOString() });
  // Where the vendor's own humans had the chat, the vendor tells the customer of its end.
  if (handoff.leg.route === 'relay' || isAsked) {
    turn.say(
      latestTicket === null
        ? turn.text('handed-back', { agent })
        : turn.text('handed-back-with-ticket', { agent, number: latestTicket.number }),
    );
  }
  noteOnTicket(turn);
  catchUpOnTickets(turn);
  if (turn.state().case?.ticket.phase !== 'requested') settleCase(turn);
}
