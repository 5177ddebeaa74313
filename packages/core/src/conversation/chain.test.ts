import { describe, expect, it } from 'vitest';
import type { BusinessCalendar } from '../calendar/business-calendar.ts';
import { type ChainSettings, calmLoad, type DeskLoad, type DeskStep, plainChain } from './chain-settings.ts';
import { Talk } from './testing/talk.ts';

/** The tests begin on Monday, 2 March 2026, 10:00 UTC. */
const begin = Date.parse('2026-03-02T10:00:00Z');
const ago = (minutes: number): string => new Date(begin - minutes * 60_000).toISOString();

const noDays = { monday: [], tuesday: [], wednesday: [], thursday: [], friday: [], saturday: [], sunday: [] };
const mornings: BusinessCalendar = {
  zone: 'Europe/Berlin',
  days: { ...noDays, tuesday: [{ from: 540, to: 720 }] },
  holidays: [],
};
const plain: DeskStep = { acceptMs: null, calendar: null, chatsMax: null, breaker: null, silentMs: null };
const breaker = { failures: 3, windowMs: 300_000, restMs: 600_000 };

function ask(
  steps: ChainSettings['steps'],
  loads: Record<string, Partial<DeskLoad>> = {},
  chain = ['salesiq', 'second'],
) {
  const talk = new Talk('flat', {
    handoffChain: chain,
    chain: { ...plainChain, steps, calendars: { mornings } },
  });
  for (const [desk, load] of Object.entries(loads)) talk.loads.set(desk, { ...calmLoad, ...load });
  const said = talk.says('talk to a human').map(({ text }) => text);
  return { talk, said };
}

const live = (legKey: string, phase: 'opening' | 'waiting' | 'connected' = 'waiting', since = ago(1)) => ({
  legKey,
  phase,
  since,
});

describe('a desk is left out', () => {
  it.each<[string, DeskStep, Partial<DeskLoad>, string]>([
    ['outside its hours', { ...plain, calendar: 'mornings' }, {}, 'closed'],
    [
      'when it has as many chats as it may',
      { ...plain, chatsMax: 2 },
      { live: [live('a'), live('b', 'connected')] },
      'full',
    ],
    [
      'when its vendor failed again and again',
      { ...plain, breaker },
      { failures: [ago(1), ago(2), ago(4)] },
      'failing',
    ],
    [
      'while another chat tries it after its rest',
      { ...plain, breaker },
      { failures: [ago(12), ago(13), ago(14)], live: [live('a', 'opening')] },
      'failing',
    ],
  ])('%s, and why stands with the handoff', (_when, ...[step, load, reason]) => {
    const { talk } = ask({ salesiq: step }, { salesiq: load });
    expect(talk.state.handoff).toMatchObject({ leg: { desk: 'second' }, skipped: [{ desk: 'salesiq', reason }] });
    expect(talk.all('open-desk').map(({ desk }) => desk)).toEqual(['second']);
  });

  it.each<[string, DeskStep, Partial<DeskLoad>]>([
    ['there is room', { ...plain, chatsMax: 2 }, { live: [live('a')] }],
    ['the failures are too far apart', { ...plain, breaker }, { failures: [ago(1), ago(4), ago(7)] }],
    ['it has rested and nobody tries it', { ...plain, breaker }, { failures: [ago(11), ago(12), ago(13)] }],
    [
      'it has rested, and the chat that opens there began before',
      { ...plain, breaker },
      { failures: [ago(11), ago(12), ago(13)], live: [live('a', 'opening', ago(5))] },
    ],
  ])('not when %s', (_when, step, load) => {
    const { talk } = ask({ salesiq: step }, { salesiq: load });
    expect(talk.state.handoff?.leg.desk).toBe('salesiq');
  });

  it('also as the next step', () => {
    const { talk } = ask({ second: { ...plain, calendar: 'mornings' } });
    talk.openDesk();
    talk.miss();
    expect(talk.state.handoff?.skipped).toEqual([{ desk: 'second', reason: 'closed' }]);
    expect(talk.all('create-ticket')).toHaveLength(1);
  });
});

describe('when no desk can be asked', () => {
  it('the customer is told when somebody is there again, and gets a ticket', () => {
    const { talk, said } = ask({ salesiq: { ...plain, calendar: 'mornings' } }, {}, ['salesiq']);
    expect(said).toEqual([
      'Our colleagues are not there at the moment. They are back on Tuesday 3 March at 09:00 CET.',
      "I'm sorry, none of my colleagues could take the chat. I'm creating a ticket so that the team follows up by e-mail.",
    ]);
    expect(talk.all('create-ticket')).toHaveLength(1);
    expect(talk.state.baton.holder).toBe('bot');
  });

  it('nothing is said of hours where the desk is full', () => {
    const { said } = ask({ salesiq: { ...plain, chatsMax: 1 } }, { salesiq: { live: [live('a')] } }, ['salesiq']);
    expect(said).toHaveLength(1);
  });
});

it('each desk has the time that its step gives it', () => {
  const { talk } = ask({ salesiq: { ...plain, acceptMs: 45_000 } });
  expect(talk.all('open-desk')[0]?.waitMs).toBe(45_000);
  expect(talk.timers.find(({ timer }) => timer.name === 'handoff-accept')?.delayMs).toBe(45_000);
  talk.openDesk();
  talk.miss();
  expect(talk.timers.findLast(({ timer }) => timer.name === 'handoff-accept')?.delayMs).toBe(1_000);
});

it('a chat that its vendor did not even make in time counts as a failure of the vendor', () => {
  const { talk } = ask({}, {}, ['salesiq']);
  const decided = talk.events.length;
  talk.fire('handoff-accept');
  expect(talk.events.slice(decided)).toContainEqual(
    expect.objectContaining({ type: 'leg-failed', reason: 'not-opened-in-time' }),
  );
});

describe('while a customer waits', () => {
  const wait = (load: Partial<DeskLoad>) => {
    const { talk } = ask({ salesiq: { ...plain, acceptMs: 600_000 } }, {}, ['salesiq']);
    talk.openDesk();
    const tell = (next: Partial<DeskLoad>) => {
      talk.loads.set('salesiq', { ...calmLoad, ...next });
      return talk.fire('queue-look').map(({ text }) => text);
    };
    return { talk, tell, first: tell(load) };
  };
  const before = (count: number) => Array.from({ length: count }, (_, index) => live(`a${index}`, 'waiting', ago(3)));

  it('the place in the queue is told once, and again when it has changed', () => {
    const { first, tell } = wait({ live: before(2) });
    expect(first).toEqual(['You are number 3 in the queue.']);
    expect(tell({ live: before(2) })).toEqual([]);
    expect(tell({ live: before(1) })).toEqual(['You are number 2 in the queue.']);
    expect(tell({ live: [] })).toEqual(['You are next in the queue.']);
  });

  it('those who came later, and those who are served, are not before them', () => {
    const later = live('b', 'waiting', new Date(begin + 60_000).toISOString());
    expect(wait({ live: [...before(1), later, live('c', 'connected', ago(9))] }).first).toEqual([
      'You are number 2 in the queue.',
    ]);
  });

  it('what it took lately is told, and nothing where that is not known or over', () => {
    const answerMs = [60_000, 150_000, 240_000];
    expect(wait({ answerMs }).first).toEqual(['You are next in the queue. Lately it took about 3 minutes from here.']);
    expect(wait({ answerMs: answerMs.slice(1) }).first).toEqual([]);
    expect(wait({ answerMs: [0, 0, 0] }).first).toEqual([]);
  });

  it('nothing more is told once a human has come', () => {
    const { talk, tell } = wait({ live: before(1) });
    talk.join();
    expect(tell({ live: [] })).toEqual([]);
  });
});

describe('a customer who writes again after a human ended the chat', () => {
  const come = (reopenMs: number, laterMs: number, text: string) => {
    const talk = new Talk('flat', { handoffChain: ['second', 'salesiq'], chain: { ...plainChain, reopenMs } });
    talk.says('talk to a human');
    talk.openDesk();
    talk.miss();
    talk.openDesk();
    talk.join();
    talk.complete();
    talk.later(laterMs);
    talk.says(text);
    return talk.state;
  };

  it('goes back to that desk within the time, and to the others after it', () => {
    const { baton, handoff } = come(900_000, 60_000, 'it broke again');
    expect(baton.holder).toBe('desk');
    expect(handoff).toMatchObject({ leg: { desk: 'salesiq' }, chain: ['salesiq', 'second'] });
  });

  it.each<[string, number, number, string]>([
    ['later', 900_000, 900_000, 'it broke again'],
    ['to say thanks', 900_000, 60_000, 'thank you'],
    ['where it is not set', 0, 60_000, 'it broke again'],
  ])('is with the bot %s', (_when, ...[reopenMs, laterMs, text]) => {
    expect(come(reopenMs, laterMs, text).baton.holder).toBe('bot');
  });
});
