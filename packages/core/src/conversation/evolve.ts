import type { ConversationEvent } from './events.ts';
import type { Case, ConversationState, Handoff } from './state.ts';

/** Applies one event. Pure, and total: an event that does not fit the state changes nothing but what it names. */
export function evolve(state: ConversationState, event: ConversationEvent): ConversationState {
  switch (event.type) {
    case 'message-recorded':
      return { ...state, messageCount: event.seq };
    case 'effect-decided':
      return { ...state, effectCount: state.effectCount + 1 };
    case 'customer-identified':
      return { ...state, customer: event.customer, assurance: event.assurance };
    case 'address-verified':
      return { ...state, verifiedEmail: event.email };
    case 'turn-explained':
      return { ...state, unplacedInRow: event.why === 'unplaced' ? state.unplacedInRow + 1 : 0 };
    case 'workflow-advanced':
      return { ...state, run: event.run };
    case 'workflow-finished':
      return { ...state, run: null };
    case 'challenge-issued':
      return { ...state, challengeCount: state.challengeCount + 1 };
    case 'case-opened':
      return openCase(state, event.case);
    case 'case-described':
    case 'case-settled':
    case 'case-continued':
    case 'ticket-requested':
    case 'ticket-refused':
    case 'ticket-noted':
      return evolveCases(state, event);
    case 'ticket-created':
      return { ...evolveCases(state, event), latestTicket: { id: event.id, number: event.number } };
    case 'handoff-requested':
    case 'desk-accepted':
    case 'customer-relayed':
    case 'agent-joined':
    case 'agent-changed':
    case 'handoff-failed':
    case 'handed-back':
      return evolveBaton(state, event);
    case 'desk-event-noted':
      return state;
    case 'conversation-closed':
      return { ...state, status: 'closed', run: null };
    case 'conversation-reopened':
      return { ...state, status: 'open' };
    default:
      return assertNever(event);
  }
}

type CaseEvent = Extract<
  ConversationEvent,
  {
    type:
      | 'case-described'
      | 'case-settled'
      | 'case-continued'
      | 'ticket-requested'
      | 'ticket-created'
      | 'ticket-refused'
      | 'ticket-noted';
  }
>;

/** The case before is kept as long as its ticket was asked for and does not exist: one that was refused can be made after all. */
function openCase(state: ConversationState, opened: Case): ConversationState {
  const { case: before, casesInTheMaking, caseCount } = state;
  const isOpen = before !== null && isInTheMaking(before);
  return {
    ...state,
    case: opened,
    caseCount: caseCount + 1,
    casesInTheMaking: isOpen ? [...casesInTheMaking, before] : casesInTheMaking,
  };
}

const isInTheMaking = ({ ticket }: Case): boolean => ticket.phase === 'requested' || ticket.phase === 'refused';

function evolveCases(state: ConversationState, event: CaseEvent): ConversationState {
  const evolveOne = (one: Case): Case => (one.key === event.caseKey ? evolveCase(one, event) : one);
  return {
    ...state,
    case: state.case === null ? null : evolveOne(state.case),
    casesInTheMaking: state.casesInTheMaking.map(evolveOne).filter(isInTheMaking),
  };
}

function evolveCase(current: Case, event: CaseEvent): Case {
  switch (event.type) {
    case 'case-described': {
      const { workflow, subject, lines, tags, priority } = event;
      return { ...current, workflow, subject, lines, tags, priority };
    }
    case 'case-settled':
      return { ...current, settledAt: event.at };
    case 'case-continued':
      return { ...current, settledAt: null };
    case 'ticket-requested':
      return { ...current, ticket: { phase: 'requested' } };
    case 'ticket-created':
      return {
        ...current,
        ticket: { phase: 'created', id: event.id, number: event.number, url: event.url },
        notedToSeq: event.notedToSeq,
      };
    case 'ticket-refused':
      return { ...current, ticket: { phase: 'refused' } };
    case 'ticket-noted':
      return { ...current, notedToSeq: event.notedToSeq };
    default:
      return assertNever(event);
  }
}

type BatonEvent = Extract<
  ConversationEvent,
  {
    type:
      | 'handoff-requested'
      | 'desk-accepted'
      | 'customer-relayed'
      | 'agent-joined'
      | 'agent-changed'
      | 'handoff-failed'
      | 'handed-back';
  }
>;

function evolveBaton(state: ConversationState, event: BatonEvent): ConversationState {
  if (event.type === 'handoff-requested') {
    return { ...pass(state, 'desk'), handoff: event.handoff, handoffCount: state.handoffCount + 1, run: null };
  }
  const handoff = state.handoff;
  if (handoff === null) return state;
  switch (event.type) {
    case 'desk-accepted': {
      const phase = handoff.phase === 'opening' ? 'waiting' : handoff.phase;
      return { ...state, handoff: { ...handoff, phase, deskConversationId: event.deskConversationId } };
    }
    case 'customer-relayed':
      return { ...state, handoff: { ...handoff, relayed: handoff.relayed + 1 } };
    case 'agent-joined':
      return {
        ...pass(state, 'desk'),
        run: null,
        lastHumanGeneration: state.baton.generation + 1,
        handoff: { ...handoff, phase: 'connected', agentName: event.agentName },
      };
    case 'agent-changed':
      return { ...state, handoff: { ...handoff, agentName: event.agentName } };
    case 'handoff-failed':
    case 'handed-back':
      return { ...pass(state, 'bot'), handoff: over(handoff) };
    default:
      return assertNever(event);
  }
}

const over = (handoff: Handoff): Handoff => ({ ...handoff, phase: 'over', agentName: null });

const pass = (state: ConversationState, holder: 'bot' | 'desk'): ConversationState => ({
  ...state,
  baton: { holder, generation: state.baton.generation + 1 },
});

function assertNever(value: never): never {
  throw new TypeError(`Unhandled event ${JSON.stringify(value)}`);
}
