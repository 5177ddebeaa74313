import { describe, expect, it } from 'vitest';
import { parseWorkflow } from './definition.ts';
import { rehearsalTeam } from './rehearsal.ts';
import { playScenario, readScenarios } from './scenario.ts';

const triggers = (phrase: string) => ({ phrases: [phrase], all: [] });
const cat = parseWorkflow(
  {
    name: 'cat',
    title: 'My cat',
    triggers: triggers('my cat'),
    start: 'prove',
    steps: [
      { id: 'prove', kind: 'verify', next: 'name', failed: 'human' },
      { id: 'name', kind: 'ask', slot: 'name', text: 'Its name?', explain: 'A name.', next: 'file' },
      {
        id: 'file',
        kind: 'ticket',
        subject: 'Cat {{name}}',
        priority: 'low',
        lines: ['Called {{name}}', 'Owner: {{assurance}}'],
        tags: [],
        next: 'done',
      },
      { id: 'done', kind: 'end', outcome: 'ticket', text: 'Miaow.' },
      { id: 'human', kind: 'handoff', reason: 'an unknown owner' },
    ],
  },
  'cat.yaml',
);
const dog = parseWorkflow(
  {
    name: 'dog',
    title: 'My dog',
    triggers: triggers('my dog'),
    start: 'done',
    steps: [{ id: 'done', kind: 'end', outcome: 'solved', text: 'Woof.' }],
  },
  'dog.yaml',
);

/** Plays steps of the customer Ann and says what did not hold, by step and member. */
function play(...steps: object[]): Record<string, string> {
  const customer = { name: 'Ann', email: 'ann@example.com' };
  const reading = readScenarios({ workflow: 'cat', scenarios: [{ name: 'played', customer, steps }] });
  if (reading.type === 'refused') throw new TypeError(JSON.stringify(reading.problems));
  const [scenario] = reading.file.scenarios;
  if (scenario === undefined) throw new TypeError('There is one scenario');
  return Object.fromEntries(
    playScenario('cat', scenario, [cat, dog]).map(({ path, message }) => [path.slice(1).join('.'), message]),
  );
}

const start = { start: 'my cat', looksUp: 'ann@example.com', hears: ['8-digit code'] };
const found = { identity: 'found', sendsCodeTo: 'ann@example.com', hears: [] };
const right = { code: 'right', hears: ['right code', 'Its name?'] };
const named = {
  answer: 'Tom',
  says: 'Miaow',
  hears: ['Miaow', 'Ticket number'],
  ticket: { subject: 'Cat Tom', priority: 'low', lines: ['Called Tom', 'Owner: verified'] },
  mails: [{ to: 'ann@example.com', subject: 'Your Support Ticket' }, { to: rehearsalTeam }],
  finished: 'ticket',
};

it('plays a whole story with the bot itself', () => {
  expect(play(start, found, right, named)).toEqual({});
});

describe('tells what did not hold', () => {
  it.each([
    ['says', 'Woof'],
    ['hears', ['Ticket number', 'Miaow']],
    ['hears', ['Miaow']],
    ['ticket', { ...named.ticket, subject: 'Dog' }],
    ['ticket', { ...named.ticket, priority: 'high' }],
    ['ticket', { ...named.ticket, lines: ['Called Tim'] }],
    ['mails', []],
    ['mails', [{ to: rehearsalTeam }, { to: 'ann@example.com' }]],
    ['mails', [{ to: 'ann@example.com', subject: 'Woof' }, { to: rehearsalTeam }]],
    ['finished', 'solved'],
    ['handsOff', 'owner'],
    ['looksUp', 'ann@example.com'],
    ['sendsCodeTo', 'ann@example.com'],
  ])('of %s: %j', (member, expected) => {
    const problems = play(start, found, right, { ...named, [member]: expected });
    expect(Object.keys(problems)).toEqual([`3.${member}`]);
    expect(problems[`3.${member}`]).toContain(JSON.stringify(expected));
  });

  it('when the first words start nothing, or another workflow', () => {
    expect(play({ start: 'my bird' })).toEqual({ '0.start': 'starts no workflow instead of cat' });
    expect(play({ start: 'my dog' })).toEqual({ '0.start': 'starts dog instead of cat' });
  });

  it('when the register answers though nobody asked it', () => {
    expect(Object.keys(play(start, found, found))).toEqual(['2.identity']);
  });
});

it('knows how each story ends', () => {
  expect(play(start, { identity: 'unavailable', handsOff: 'unknown owner', finished: 'handoff', mails: [] })).toEqual(
    {},
  );
  expect(play(start, { answer: 'talk to a human', handsOff: 'asked for a human', finished: 'handoff' })).toEqual({});
  expect(play(start, { answer: 'cancel', finished: 'cancelled' })).toEqual({});
});

it('refuses a step in which two things happen, or none', () => {
  for (const step of [{ start: 'a', answer: 'b' }, { says: 'a' }]) {
    expect(
      readScenarios({
        workflow: 'cat',
        scenarios: [{ name: 'n', customer: { name: null, email: null }, steps: [step] }],
      }),
    ).toMatchObject({ type: 'refused', problems: [{ path: ['scenarios', 0, 'steps', 0] }] });
  }
});
