/** What happened in a handoff, as people are told it. `at`: ISO. */
export type TimelineEntry = {
  at: string;
  type: TimelineType;
  desk: string | null;
  /** Why, as a code; a name where somebody came. */
  detail: string | null;
};

export type TimelineType =
  | 'requested'
  | 'skipped'
  | 'offered'
  | 'accepted'
  | 'queue-told'
  | 'joined'
  | 'first-word'
  | 'transferred'
  | 'step-failed'
  | 'failed'
  | 'ended';

type PastEvent = { type: string; data: Readonly<Record<string, unknown>>; at: Date };
type Reading = { key: string | null; desk: string | null; isAnswered: boolean };

/**
 * The timeline of one handoff, read from all events of its conversation in their order; empty when it is not among them. Reads what earlier
 * versions stored as well, and passes over what it does not know.
 */
export function readTimeline(events: readonly PastEvent[], handoffKey: string): TimelineEntry[] {
  const reading: Reading = { key: null, desk: null, isAnswered: false };
  return events.flatMap(({ type, data, at }) => {
    const entries = readEvent(reading, type, data);
    return reading.key === handoffKey ? entries.map((entry) => ({ at: at.toISOString(), ...entry })) : [];
  });
}

type Entry = Omit<TimelineEntry, 'at'>;

function readEvent(reading: Reading, type: string, data: PastEvent['data']): Entry[] {
  const entry = (name: TimelineType, detail: string | null = null): Entry => ({
    type: name,
    desk: reading.desk,
    detail,
  });
  switch (type) {
    case 'handoff-requested': {
      const handoff = fieldsOf(data['handoff']);
      begin(reading, textOf(handoff['key']), deskOf(handoff['leg']));
      return [{ ...entry('requested', textOf(handoff['reason'])), desk: null }, entry('offered')];
    }
    case 'handoff-unavailable':
      begin(reading, textOf(data['handoffKey']), null);
      return [entry('requested', textOf(data['reason']))];
    case 'desks-skipped':
      return readSkipped(data['skipped']);
    case 'leg-opened':
      reading.desk = deskOf(data['leg']);
      return [entry('offered')];
    case 'leg-accepted':
      return [entry('accepted')];
    case 'queue-told':
      return [entry('queue-told', String(data['position']))];
    case 'agent-joined':
      return [entry('joined', textOf(data['agentName']))];
    case 'agent-changed':
      return [entry('transferred', textOf(data['agentName']))];
    case 'message-recorded':
      return readWord(reading, data['isLate'] === true ? null : data['author']) ? [entry('first-word')] : [];
    case 'leg-failed':
      return [entry('step-failed', textOf(data['reason']))];
    case 'handoff-failed':
      return [{ ...entry('failed', textOf(data['reason'])), desk: null }];
    case 'handed-back':
      return [entry('ended', textOf(data['reason']))];
    default:
      return [];
  }
}

function begin(reading: Reading, key: string | null, desk: string | null): void {
  reading.key = key;
  reading.desk = desk;
  reading.isAnswered = false;
}

/** True with the first word of a human. */
function readWord(reading: Reading, author: unknown): boolean {
  if (author !== 'agent' || reading.isAnswered) return false;
  reading.isAnswered = true;
  return true;
}

function readSkipped(skipped: unknown): Entry[] {
  if (!Array.isArray(skipped)) return [];
  return skipped.map((step: unknown) => {
    const { desk, reason } = fieldsOf(step);
    return { type: 'skipped', desk: textOf(desk), detail: textOf(reason) };
  });
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const deskOf = (leg: unknown): string | null => textOf(fieldsOf(leg)['desk']);
