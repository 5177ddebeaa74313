import type { ConversationEvent } from './events.ts';
import type { Case, ConversationState, Leg, WatchedTicket } from './state.ts';

/** Applies one event. Pure, and total: an event that does not fit the state changes nothing but what it names. */
export function evolve(state: ConversationState, event: ConversationEvent): ConversationState {
  if (isBatonEvent(event)) return evolveBaton(state, event);
  switch (event.type) {
    case 'message-recorded':
      return countMessage(state, event);
    case 'effect-decided':
      return { ...state, effectCount: state.effectCount + 1 };
    case 'customer-identified':
      return { ...state, customer: event.customer, assurance: event.assurance };
    case 'address-verified':
      return verify(state, event);
    case 'proof-ended':
      return endProof(state);
    case 'turn-explained':
      return { ...state, unplacedInRow: event.why === 'unplaced' ? state.unplacedInRow + 1 : 0 };
    case 'workflow-advanced':
      return { ...state, run: event.run };
    case 'workflow-finished':
      return { ...state, run: null };
    case 'callback-talked':
      return { ...state, callback: event.callback };
    case 'challenge-issued':
      return { ...state, challengeCount: state.challengeCount + 1 };
    case 'case-opened':
      return openCase(state, event.case);
    case 'case-described':
    case 'case-settled':
    case 'case-continued':
    case 'callback-requested':
    case 'ticket-requested':
    case 'ticket-refused':
    case 'ticket-noted':
    case 'account-checked':
      return evolveCases(state, event);
    case 'ticket-created':
      return createTicket(state, event);
    case 'ticket-watched':
    case 'ticket-news-told':
      return { ...state, watchedTickets: state.watchedTickets.map((one) => evolveWatched(one, event)) };
    case 'timer-set':
      return countTimer(state, event);
    case 'unheard-checked':
      return { ...state, isUnheardTimed: false };
    case 'desk-event-taken':
      return takeDeskEvent(state, event);
    case 'desk-event-noted':
    case 'mail-withheld':
      return state;
    case 'conversation-closed':
      return { ...endProof(state), status: 'closed', run: null };
    case 'secrets-declined':
      return { ...state, hasDeclinedSecrets: true };
    case 'conversation-reopened':
      return { ...state, status: 'open' };
    default:
      return assertNever(event);
  }
}

const countTimer = (state: ConversationState, { name }: { name: string }): ConversationState => ({
  ...state,
  timerCount: state.timerCount + 1,
  isUnheardTimed: state.isUnheardTimed || name === 'unheard',
});

type TicketCreated = Extract<ConversationEvent, { type: 'ticket-created' }>;

/** Of more tickets than these nobody waits for news any more. */
const watchedMax = 5;
const seenRepliesMax = 200;

function createTicket(state: ConversationState, event: TicketCreated): ConversationState {
  const { id, number } = event;
  const watched: WatchedTicket = { id, number, status: 'open', seenReplies: [], look: 0 };
  return {
    ...evolveCases(state, event),
    latestTicket: { id, number },
    watchedTickets: [...state.watchedTickets.filter((one) => one.id !== id), watched].slice(-watchedMax),
  };
}

type WatchEvent = Extract<ConversationEvent, { type: 'ticket-watched' | 'ticket-news-told' }>;

function evolveWatched(watched: WatchedTicket, event: WatchEvent): WatchedTicket {
  if (watched.id !== event.ticketId) return watched;
  if (event.type === 'ticket-watched') return { ...watched, look: event.look };
  const seenReplies = [...watched.seenReplies, ...event.replies].slice(-seenRepliesMax);
  return { ...watched, status: event.status, seenReplies };
}

type MessageRecorded = Extract<ConversationEvent, { type: 'message-recorded' }>;

const countMessage = (state: ConversationState, event: MessageRecorded): ConversationState =>
  event.isLate === true ? { ...state, messageCount: event.seq } : countHeard(state, event);

const countHeard = (state: ConversationState, { seq, author, at }: MessageRecorded): ConversationState => ({
  ...state,
  messageCount: seq,
  lastCustomerAt: author === 'customer' ? at : state.lastCustomerAt,
  lastAgentSeq: author === 'agent' ? seq : state.lastAgentSeq,
  handoff: state.handoff === null ? null : { ...state.handoff, leg: countAwaited(state.handoff.leg, { seq, author }) },
});

function countAwaited(leg: Leg, { seq, author }: Pick<MessageRecorded, 'seq' | 'author'>): Leg {
  if (leg.phase !== 'connected') return leg;
  if (author === 'agent') return { ...leg, awaitedSeq: null };
  return author === 'customer' ? { ...leg, awaitedSeq: leg.awaitedSeq ?? seq } : leg;
}

type Verified = Extract<ConversationEvent, { type: 'address-verified' }>;

const verify = (state: ConversationState, { email, account }: Verified): ConversationState => ({
  ...state,
  verifiedEmail: email,
  verifiedAccounts: state.verifiedEmail === email ? [...new Set([...state.verifiedAccounts, account])] : [account],
});

/** The address stays one that the register knows. */
const endProof = (state: ConversationState): ConversationState => ({
  ...state,
  verifiedEmail: null,
  verifiedAccounts: [],
  assurance: state.assurance === 'verified' ? 'known' : state.assurance,
});

type CaseEvent = Extract<
  ConversationEvent,
  {
    type:
      | 'case-described'
      | 'case-settled'
      | 'case-continued'
      | 'callback-requested'
      | 'ticket-requested'
      | 'ticket-created'
      | 'ticket-refused'
      | 'ticket-noted'
      | 'account-checked';
  }
>;

/** The case before is kept as long as its ticket was asked for and does not exist: one that was refused can be made after all. */
function openCase(state: ConversationState, opened: Case): ConversationState {
  const { case: before, casesAwaitingTicket, caseCount } = state;
  const isOpen = before !== null && isAwaitingTicket(before);
  return {
    ...state,
    case: opened,
    caseCount: caseCount + 1,
    casesAwaitingTicket: isOpen ? [...casesAwaitingTicket, before] : casesAwaitingTicket,
  };
}

const isAwaitingTicket = ({ ticket }: Case): boolean => ticket.phase === 'requested' || ticket.phase === 'refused';

function evolveCases(state: ConversationState, event: CaseEvent): ConversationState {
  const evolveOne = (one: Case): Case => (one.key === event.caseKey ? evolveCase(one, event) : one);
  return {
    ...state,
    case: state.case === null ? null : evolveOne(state.case),
    casesAwaitingTicket: state.casesAwaitingTicket.map(evolveOne).filter(isAwaitingTicket),
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
    case 'callback-requested':
      return { ...current, callbackAt: event.at };
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
    case 'account-checked': {
      const others = current.accounts.filter(({ name }) => name !== event.account.name);
      return { ...current, accounts: [...others, event.account] };
    }
    default:
      return assertNever(event);
  }
}

const batonTypes = [
  'handoff-requested',
  'handoff-unavailable',
  'desks-skipped',
  'queue-told',
  'leg-opened',
  'leg-accepted',
  'leg-failed',
  'customer-relayed',
  'agent-joined',
  'agent-changed',
  'agent-left',
  'chat-returned',
  'handoff-failed',
  'handed-back',
] as const;

type BatonEvent = Extract<ConversationEvent, { type: (typeof batonTypes)[number] }>;

const isBatonEvent = (event: ConversationEvent): event is BatonEvent => batonTypes.some((type) => type === event.type);

function evolveBaton(state: ConversationState, event: BatonEvent): ConversationState {
  if (event.type === 'handoff-requested') {
    return {
      ...pass(state, 'desk'),
      handoff: event.handoff,
      handoffCount: state.handoffCount + 1,
      run: null,
      callback: null,
    };
  }
  if (event.type === 'handoff-unavailable') return { ...state, handoffCount: state.handoffCount + 1 };
  const { handoff } = state;
  if (handoff === null) return state;
  switch (event.type) {
    case 'agent-joined':
      return {
        ...pass(state, 'desk'),
        run: null,
        callback: null,
        lastHumanGeneration: state.baton.generation + 1,
        // The wish for a human waits for a first word.
        handoff: { ...handoff, leg: { ...evolveLeg(handoff.leg, event), awaitedSeq: state.messageCount } },
      };
    case 'handoff-failed':
      return { ...pass(state, 'bot'), handoff: { ...handoff, leg: over(handoff.leg) } };
    case 'handed-back': {
      const { at, reason } = event;
      const completed = at !== undefined && reason === 'completed' ? { at, desk: handoff.leg.desk } : null;
      return { ...pass(state, 'bot'), handoff: { ...handoff, leg: over(handoff.leg), completed } };
    }
    case 'desks-skipped': {
      const isOwn = handoff.key === event.handoffKey;
      return isOwn ? { ...state, handoff: { ...handoff, skipped: [...handoff.skipped, ...event.skipped] } } : state;
    }
    case 'leg-opened':
      return { ...state, handoff: { ...handoff, position: event.position, leg: event.leg } };
    case 'leg-failed':
      return event.legKey === handoff.leg.key ? { ...state, handoff: { ...handoff, leg: over(handoff.leg) } } : state;
    default:
      return { ...state, handoff: { ...handoff, leg: evolveLeg(handoff.leg, event) } };
  }
}

type LegEvent = Extract<
  BatonEvent,
  {
    type:
      | 'queue-told'
      | 'leg-accepted'
      | 'customer-relayed'
      | 'agent-joined'
      | 'agent-changed'
      | 'agent-left'
      | 'chat-returned';
  }
>;

function evolveLeg(leg: Leg, event: LegEvent): Leg {
  switch (event.type) {
    case 'leg-accepted': {
      const phase = leg.phase === 'opening' ? 'waiting' : leg.phase;
      return { ...leg, phase, reference: event.reference, isAtDesk: true };
    }
    case 'queue-told':
      return { ...leg, toldPosition: event.position };
    case 'customer-relayed':
      return { ...leg, relayed: leg.relayed + 1 };
    case 'agent-joined':
      return { ...leg, phase: 'connected', ...agentOf(event), isAtDesk: true };
    case 'agent-changed':
      return { ...leg, ...agentOf(event) };
    case 'agent-left':
      return { ...leg, agentName: null, agentId: null };
    case 'chat-returned':
      return { ...leg, isAtDesk: false };
    default:
      return assertNever(event);
  }
}

type DeskEventTaken = Extract<ConversationEvent, { type: 'desk-event-taken' }>;

function takeDeskEvent(state: ConversationState, event: DeskEventTaken): ConversationState {
  const { desk, reference, at, isEnd, isReopening = false } = event;
  const { handoff } = state;
  const chatEventAt = reference === state.chatId ? (at ?? state.chatEventAt) : state.chatEventAt;
  if (handoff === null || handoff.leg.desk !== desk || handoff.leg.reference !== reference)
    return { ...state, chatEventAt };
  const { leg } = handoff;
  const taken = { ...leg, lastEventAt: at ?? leg.lastEventAt, isAtDesk: (leg.isAtDesk || isReopening) && !isEnd };
  return { ...state, chatEventAt, handoff: { ...handoff, leg: taken } };
}

const agentOf = ({ agentName, agentId }: { agentName: string; agentId?: string | null }) => ({
  agentName,
  agentId: agentId ?? null,
});

const over = (leg: Leg): Leg => ({ ...leg, phase: 'over', agentName: null, agentId: null });

const pass = (state: ConversationState, holder: 'bot' | 'desk'): ConversationState => ({
  ...state,
  baton: { holder, generation: state.baton.generation + 1 },
});

function assertNever(value: never): never {
  throw new TypeError(`Unhandled event ${JSON.stringify(value)}`);
}
