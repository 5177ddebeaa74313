import { describe, expect, it, vi } from 'vitest';
import { parseState } from '../conversation/state-schema.ts';
import { Talk } from '../conversation/testing/talk.ts';
import { checkWorkflow } from './check.ts';
import { parseWorkflow, readWorkflow } from './definition.ts';

/** What whoever adds a kind of step writes: one definition, and its entry in the registry. */
vi.mock('./steps/registry.ts', async (load) => {
  const { stepKinds } = await load<typeof import('./steps/registry.ts')>();
  const { z } = await import('zod');
  const { defineStep, goTo, target, text, wait } = await import('./step-kind.ts');
  const pause = defineStep({
    kind: 'pause',
    members: { text, seconds: z.number().min(1), next: target, impatient: target },
    behaviour: {
      waits: 'always',
      pending: z.object({ type: z.literal('pause'), words: z.number() }),
      enter: (step, tools) => {
        tools.say(tools.fill(step.text));
        tools.setPending({ type: 'pause', words: 0 });
        tools.wakeAfter(step.seconds * 1_000);
        return wait;
      },
      receive: (step, tools, input) => {
        if (input.type === 'time-is-up') return goTo(step.next);
        if (input.type !== 'answer') return wait;
        const words = (tools.pending?.words ?? 0) + 1;
        tools.setPending({ type: 'pause', words });
        return words > 1 ? goTo(step.impatient) : wait;
      },
    },
  });
  return { stepKinds: { ...stepKinds, pause } };
});

const confirm = { id: 'first', kind: 'confirm', text: 'Wait?', slot: 'waits', yes: 'pause', no: 'done' };
const pause = { id: 'pause', kind: 'pause', text: 'One moment.', seconds: 5, next: 'done', impatient: 'human' };
const done = { id: 'done', kind: 'end', outcome: 'solved', text: 'Here I am.' };
const human = { id: 'human', kind: 'handoff', reason: 'impatient' };
const input = (...steps: object[]) => ({
  name: 'test',
  title: 'Test',
  triggers: { phrases: ['test'], all: [] },
  start: 'first',
  steps,
});

const startPause = (): Talk => {
  const talk = new Talk('flat', {}, [parseWorkflow(input(confirm, pause, done, human), 'test.yaml')]);
  talk.says('test');
  talk.says('yes');
  return talk;
};
const textsOf = (messages: { text: string }[]): string => messages.map(({ text }) => text).join('\n');

describe('a new kind of step', () => {
  it('is read and checked like the others', () => {
    expect(readWorkflow(input({ ...pause, id: 'first', seconds: 'five' }))).toMatchObject({
      type: 'refused',
      problems: [{ path: ['steps', 0, 'seconds'], message: '"seconds" must be a number' }],
    });
    const problems = checkWorkflow(parseWorkflow(input(confirm, { ...pause, next: 'gone' }, done, human), 'test.yaml'));
    expect(problems).toMatchObject([{ path: ['steps', 1, 'next'], message: 'step "gone" does not exist' }]);
  });

  it('is woken when its time is over', () => {
    const talk = startPause();
    expect(talk.timers).toMatchObject([{ timer: { name: 'workflow-step' }, delayMs: 5_000 }]);
    expect(textsOf(talk.fire('workflow-step'))).toBe('Here I am.');
    expect(talk.fire('workflow-step')).toEqual([]);
  });

  it('keeps what it puts aside, also in the store', () => {
    const talk = startPause();
    expect(talk.says('hello?')).toEqual([]);
    talk.state = parseState(JSON.parse(JSON.stringify(talk.state)));
    expect(talk.state.run?.pending).toEqual({ type: 'pause', words: 1 });
    talk.says('hello??');
    expect(talk.state.handoff?.reason).toBe('impatient');
  });
});

describe('a timer of an earlier visit', () => {
  it.each([
    ['the step was left and entered again', ['back', 'yes']],
    ['the workflow was started again', ['cancel', 'test', 'yes']],
    ['the workflow was left', ['cancel']],
    ['the chat went to a human', ['talk to a human']],
  ])('changes nothing after %s', (_what, words) => {
    const talk = startPause();
    const [first] = talk.timers;
    if (first === undefined) throw new TypeError('A timer was set');
    for (const text of words) talk.says(text);
    const before = talk.state;
    expect(talk.tell({ type: 'fire-timer', timer: first.timer })).toEqual([]);
    expect(talk.state).toBe(before);
  });
});
