import type { Story } from './story.ts';
import type { Trouble } from './tally.ts';

/**
 * How often each thing that the promises are about really happened, and how often trouble struck in the middle of it, by name; a simulation
 * in which it does not proves nothing of it.
 */
export type Stakes = Record<string, number>;

export function countStakes(story: Story): Stakes {
  return { ...countHappened(story), ...countFound(story), ...countTroubled(story) };
}

function countHappened({ world, found }: Story): Stakes {
  const { operators, customers, kills, seals } = world;
  const events = [...found.events.values()].flat();
  const happened = (wanted: string): number => events.filter(({ type }) => type === wanted).length;
  const said = (how: 'right' | 'wrong'): number => customers.reduce((sum, { codesSaid }) => sum + codesSaid[how], 0);
  const takenOver = events.filter(({ data }) => JSON.stringify(data).includes('taken over by an operator')).length;
  return {
    kills,
    'words found sealed': seals,
    'turns in one commit': world.tally.noted('turns one-commit'),
    'turns together': world.tally.noted('turns together'),
    'turns for which something came first': world.tally.noted('turns queued'),
    'next desks': happened('leg-opened'),
    'take-overs': takenOver,
    humans: happened('agent-joined'),
    'passed on': happened('agent-changed'),
    'left alone': happened('agent-left'),
    'handed back': happened('handed-back'),
    missed: happened('handoff-failed'),
    'desks left out': happened('desks-skipped'),
    'nobody to ask': happened('handoff-unavailable'),
    'calls arranged or declined': happened('callback-talked'),
    'callbacks asked for': happened('callback-requested'),
    'ticket news told': happened('ticket-news-told'),
    'places in the queue told': happened('queue-told'),
    'late or foreign events': happened('desk-event-noted'),
    'unordered events': operators.isUnordered ? operators.events.length : 0,
    'right codes': said('right'),
    'wrong codes': said('wrong'),
    'proved addresses': happened('address-verified'),
    'refused tickets': happened('ticket-refused'),
  };
}

function countFound({ world, found }: Story): Stakes {
  const { effects, deliveries } = found;
  const { vendors } = world;
  const done = (wanted: string): number =>
    effects.filter(({ kind, status }) => kind === wanted && status === 'done').length;
  const identified = [...found.events.values()].flat().filter(({ type }) => type === 'customer-identified');
  return {
    tickets: vendors.tickets.tickets.length,
    'tickets looked for': effects.filter(({ kind, attempts }) => kind === 'create-ticket' && attempts > 1).length,
    mails: vendors.mailer.mails.length,
    'refused mails': effects.filter(({ kind, status }) => kind === 'send-mail' && status === 'failed').length,
    'known customers': identified.filter(({ data }) => data['assurance'] === 'known').length,
    relays: done('relay-to-desk'),
    'ended at desks': done('close-desk'),
    'deferred answers': done('finish-deferred'),
    'pushed words': [...vendors.push.pushed.values()].flat().length,
    timers: deliveries.filter(({ kind }) => kind === 'timer').length,
  };
}

const works = ['create-ticket', 'send-mail', 'open-desk', 'relay-to-desk', 'push-words', 'look-up-identity'];
const heard = ['customer-said', 'agent-joined', 'agent-said', 'missed', 'completed', 'forward-failed', 'timer'];
const faults: Trouble[] = ['fault'];
const ends: Trouble[] = ['kill', 'partition'];

/** What is done outside can fail, and be cut off or held up by what happens to its process; what is heard only the latter. */
function countTroubled({ world: { tally } }: Story): Stakes {
  const pairs = [
    ...works.flatMap((work) => [...faults, ...ends].map((trouble) => [work, trouble] as const)),
    ...heard.flatMap((work) => ends.map((trouble) => [work, trouble] as const)),
  ];
  return Object.fromEntries(pairs.map(([work, trouble]) => [`${work} under ${trouble}`, tally.get(work, trouble)]));
}

export function addStakes(left: Stakes | null, right: Stakes): Stakes {
  if (left === null) return right;
  return Object.fromEntries(Object.entries(right).map(([name, times]) => [name, (left[name] ?? 0) + times]));
}
