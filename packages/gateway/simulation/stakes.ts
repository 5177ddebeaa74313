import type { World } from './world.ts';

/** How often each thing that the promises are about really happened; a simulation in which it does not proves nothing of it. */
export type Stakes = Record<StakeName, number>;
type StakeName =
  | 'kills'
  | 'failedCalls'
  | 'tickets'
  | 'ticketsLookedFor'
  | 'mails'
  | 'relays'
  | 'nextDesks'
  | 'humans'
  | 'handedBack'
  | 'missed'
  | 'lateOrForeignEvents'
  | 'timers'
  | 'endedAtDesks'
  | 'deferredAnswers';

export function countStakes(world: World): Stakes {
  const { tables } = world.store;
  const effects = [...tables.effects.values()].filter(({ status }) => status === 'done');
  const done = (wanted: string): number => effects.filter(({ kind }) => kind === wanted).length;
  const events = [...tables.events.values()].flat();
  const happened = (wanted: string): number => events.filter(({ type }) => type === wanted).length;
  return {
    kills: world.kills,
    failedCalls: world.failedCalls,
    tickets: world.tickets.tickets.length,
    ticketsLookedFor: effects.filter(({ kind, attempts }) => kind === 'create-ticket' && attempts > 1).length,
    mails: world.mailer.mails.length,
    relays: done('relay-to-desk'),
    nextDesks: happened('leg-opened'),
    humans: happened('agent-joined'),
    handedBack: happened('handed-back'),
    missed: happened('handoff-failed'),
    lateOrForeignEvents: happened('desk-event-noted'),
    timers: [...tables.deliveries.values()].filter(({ kind }) => kind === 'timer').length,
    endedAtDesks: done('close-desk'),
    deferredAnswers: done('finish-deferred'),
  };
}

/** The least of each per thousand interleavings; about half of what was seen. */
export const floorsPerThousand: Stakes = {
  kills: 400,
  failedCalls: 3,
  tickets: 150,
  ticketsLookedFor: 2,
  mails: 450,
  relays: 25,
  nextDesks: 100,
  humans: 50,
  handedBack: 50,
  missed: 130,
  lateOrForeignEvents: 15,
  timers: 450,
  endedAtDesks: 200,
  deferredAnswers: 40,
};

export function addStakes(left: Stakes | null, right: Stakes): Stakes {
  if (left === null) return right;
  const names = Object.keys(right) as StakeName[];
  return Object.fromEntries(names.map((name) => [name, left[name] + right[name]])) as Stakes;
}
