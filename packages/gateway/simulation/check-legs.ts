import type { DeskEvent } from '@baton/core';
import type { Story } from './story.ts';
import type { World } from './world.ts';

type Leg = { key: string; desk: string; reference: string | null; startedAt: number };
type Happened = { type: string; data: Record<string, unknown>; at: Date };

/** What a conversation believes of a leg has happened in the chat of that leg, and the desk had its time. */
export function checkLegs({ world, found }: Story, id: string): string[] {
  const problems: string[] = [];
  let leg: Leg | null = null;
  for (const { type, data: stored, at } of found.events.get(id) ?? []) {
    const data = toRecord(stored);
    if (type === 'handoff-requested') leg = readLeg(toRecord(data['handoff'])['leg']);
    else if (type === 'leg-opened') {
      leg = readLeg(data['leg']);
      problems.push(...checkPromptness(world, leg));
    } else if (type === 'leg-accepted' && leg !== null) leg = withReference(leg, String(data['reference']));
    else if (leg !== null) problems.push(...checkBelief(world, leg, { type, data, at }));
  }
  return problems;
}

function checkBelief(world: World, leg: Leg, { type, data: { reason }, at }: Happened): string[] {
  const told = leg.reference === null ? [] : world.operators.eventsOf(leg.desk, leg.reference);
  const happened = (...types: DeskEvent['type'][]): boolean => told.some(({ event }) => types.includes(event.type));
  const where = `${leg.desk} ${leg.reference ?? '(unknown)'}`;
  if (type === 'agent-joined' && !happened('agent-joined', 'agent-assigned', 'agent-said'))
    return [`a human joined at ${where}, where nobody came`];
  if (type !== 'leg-failed') return [];
  if (reason === 'missed' && !happened('missed')) return [`${where} counts as missed, and was not`];
  if (reason === 'desk-closed-unanswered' && !happened('completed')) return [`${where} counts as closed, and was not`];
  const isTooSoon = reason === 'no-answer-in-time' && at.getTime() < leg.startedAt + world.acceptMsOf(leg.desk);
  return isTooSoon ? [`${where} had less than its time to answer`] : [];
}

/** Once all is calm, a desk that can be reached is asked at once, whatever goes on at the desk before it. */
function checkPromptness({ vendors, calmSinceMs, faults }: World, { key, desk, startedAt }: Leg): string[] {
  if (startedAt < calmSinceMs + leaseMs || faults.wasDownLast(desk)) return [];
  const chat = vendors.desks.flatMap(({ chats }) => chats).find(({ opening }) => opening.handoffKey === key);
  const waitedMs = chat === undefined ? 0 : chat.openedAt - startedAt;
  return waitedMs <= promptMs ? [] : [`${desk} was asked ${waitedMs} ms late`];
}

/** So long may a lane still belong to a node that ended just before. */
const leaseMs = 12_000;
/** What two idle workers need at most. */
const promptMs = 5_000;

const withReference = (leg: Leg, reference: string): Leg => ({ ...leg, reference });

function readLeg(stored: unknown): Leg {
  const { key, desk, reference, startedAt } = toRecord(stored);
  return {
    key: String(key),
    desk: String(desk),
    reference: typeof reference === 'string' ? reference : null,
    startedAt: Date.parse(String(startedAt)),
  };
}

const toRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
