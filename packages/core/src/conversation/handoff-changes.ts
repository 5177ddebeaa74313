import type { SkippedStep } from './chain-settings.ts';
import { isVendorFailure } from './circuit-breaker.ts';
import type { ConversationEvent } from './events.ts';
import { evolve } from './evolve.ts';
import type { ConversationState, Leg } from './state.ts';

/** What became of a leg, for looking over all conversations. Times are ISO; null where it has not come to that in this turn. */
export type LegChange = {
  key: string;
  handoffKey: string;
  desk: string;
  startedAt: string;
  /** It rings or goes on. */
  isLive: boolean;
  acceptedAt: string | null;
  connectedAt: string | null;
  end: { at: string; reason: string; isVendorFailure: boolean } | null;
};

/** What became of a handoff. `outcome`: a code; null while it goes on. */
export type HandoffChange = {
  key: string;
  desk: string | null;
  /** Null where it was not noted. */
  requestedAt: string | null;
  connectedAt: string | null;
  outcome: string | null;
};

export type HandoffChanges = { legs: LegChange[]; handoffs: HandoffChange[]; skipped: SkippedStep[] };

/** What the events of one turn, at one time, make of handoffs and their legs. Pure. */
export function listHandoffChanges(
  before: ConversationState,
  events: readonly ConversationEvent[],
  now: Date,
): HandoffChanges {
  const at = now.toISOString();
  const legs = new Map<string, LegChange>();
  const handoffs = new Map<string, HandoffChange>();
  let state = before;
  for (const event of events) {
    const earlier = state.handoff;
    state = evolve(state, event);
    if (event.type === 'handoff-unavailable')
      handoffs.set(event.handoffKey, { ...newChange(event.handoffKey, at), outcome: 'unavailable' });
    const { handoff } = state;
    if (handoff === null || handoff === earlier) continue;
    const { leg } = handoff;
    const change = legs.get(leg.key) ?? startChange(handoff.key, leg);
    legs.set(leg.key, changeLeg({ ...change, isLive: leg.phase !== 'over' }, event, at));
    const known = handoffs.get(handoff.key) ?? newChange(handoff.key, handoff.requestedAt);
    handoffs.set(handoff.key, changeHandoff({ ...known, desk: leg.desk }, event, at));
  }
  const skipped = events.flatMap((event) => (event.type === 'desks-skipped' ? event.skipped : []));
  return { legs: [...legs.values()], handoffs: [...handoffs.values()], skipped };
}

const newChange = (key: string, requestedAt: string | null): HandoffChange => ({
  key,
  desk: null,
  requestedAt,
  connectedAt: null,
  outcome: null,
});

const startChange = (handoffKey: string, { key, desk, startedAt, phase }: Leg): LegChange => ({
  key,
  handoffKey,
  desk,
  startedAt,
  isLive: true,
  acceptedAt: phase === 'opening' ? null : startedAt,
  connectedAt: null,
  end: null,
});

function changeLeg(change: LegChange, event: ConversationEvent, at: string): LegChange {
  switch (event.type) {
    case 'leg-accepted':
      return { ...change, acceptedAt: change.acceptedAt ?? at };
    case 'agent-joined':
      return { ...change, acceptedAt: change.acceptedAt ?? at, connectedAt: at, end: null };
    case 'leg-failed':
    case 'handed-back': {
      const { reason } = event;
      return { ...change, end: { at, reason, isVendorFailure: isVendorFailure(reason) } };
    }
    default:
      return change;
  }
}

function changeHandoff(change: HandoffChange, event: ConversationEvent, at: string): HandoffChange {
  switch (event.type) {
    case 'agent-joined':
      return { ...change, connectedAt: at, outcome: null };
    case 'handoff-failed':
      return { ...change, outcome: 'failed' };
    case 'handed-back':
      return { ...change, outcome: event.reason };
    default:
      return change;
  }
}
