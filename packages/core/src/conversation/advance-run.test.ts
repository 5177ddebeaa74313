import { describe, expect, it } from 'vitest';
import { parseWorkflow, type WorkflowDefinition } from '../workflow/definition.ts';
import { parseState } from './state-schema.ts';
import { rightCode, Talk, testContext } from './testing/talk.ts';

/** A workflow named "test", started by the word "test". */
const workflowOf = (...steps: object[]): WorkflowDefinition =>
  parseWorkflow(
    { name: 'test', title: 'Test', triggers: { phrases: ['test'], all: [] }, start: 'first', steps },
    'test.yaml',
  );

const textsOf = (messages: { text: string }[]): string => messages.map(({ text }) => text).join('\n');

describe('the context of a step', () => {
  it('knows what the step before has proved', () => {
    const verified = workflowOf(
      { id: 'first', kind: 'verify', next: 'tell', failed: 'human' },
      { id: 'tell', kind: 'say', text: 'You are {{assurance}}.', next: 'again' },
      { id: 'again', kind: 'verify', next: 'done', failed: 'human' },
      { id: 'done', kind: 'end', outcome: 'solved', text: 'Done.' },
      { id: 'human', kind: 'handoff', reason: 'not verified' },
    );
    const talk = new Talk('flat', {}, [verified]);
    talk.says('test');
    talk.lookUp();
    const heard = textsOf(talk.says(rightCode));
    expect(heard).toContain('You are verified.');
    expect(heard).toContain('Done.');
    expect(talk.all('look-up-identity')).toHaveLength(1);
  });
});

describe('a workflow that runs in a circle', () => {
  it('ends loudly: with a human, and with the reason', () => {
    const circle = workflowOf(
      { id: 'first', kind: 'say', text: 'One.', next: 'second' },
      { id: 'second', kind: 'say', text: 'Two.', next: 'first' },
      { id: 'done', kind: 'end', outcome: 'solved' },
    );
    const talk = new Talk('flat', {}, [circle]);
    const heard = talk.says('test');
    expect(talk.state.run).toBeNull();
    expect(talk.state.baton.holder).toBe('desk');
    expect(talk.state.handoff?.reason).toMatch(/test.*first/);
    expect(heard.length).toBeLessThan(10);
  });
});

describe('a run', () => {
  it('has an id of its own, and counts the steps it enters', () => {
    const talk = new Talk();
    talk.says('reboot my server');
    const first = talk.state.run;
    talk.says('yes');
    expect(talk.state.run).toMatchObject({ id: first?.id, visit: (first?.visit ?? 0) + 1 });
    talk.says('back');
    expect(talk.state.run).toMatchObject({ id: first?.id, step: first?.step, visit: (first?.visit ?? 0) + 2 });
    talk.says('cancel');
    talk.says('reboot my server');
    expect(talk.state.run?.visit).toBe(first?.visit);
    expect(talk.state.run?.id).not.toBe(first?.id);
  });

  it('hears no answer to what an earlier stay at the same step asked for', () => {
    const talk = new Talk();
    for (const text of ['reset my password', 'ann@example.com', 'back', 'ann@example.com']) talk.says(text);
    const before = talk.state.run;
    expect(talk.lookUp(false, 0)).toEqual([]);
    expect(talk.state.run).toBe(before);
    expect(talk.lookUp(true, 1)).toEqual([]);
    expect(talk.all('send-mail').map(({ to }) => to)).toEqual(['ann@example.com']);
  });

  it('hears no answer to what an earlier run asked for', () => {
    const talk = new Talk();
    for (const text of ['reset my password', 'ann@example.com', 'cancel', 'reset my password', 'ann@example.com'])
      talk.says(text);
    expect(talk.lookUp(true, 0)).toEqual([]);
    expect(talk.all('send-mail')).toEqual([]);
  });

  it('goes on after a right code that was sent again because the first mail was refused', () => {
    const talk = new Talk();
    for (const text of ['reset my password', 'ann@example.com']) talk.says(text);
    talk.lookUp();
    const challengeId = talk.all('send-mail')[0]?.challengeId ?? '';
    talk.tell({ type: 'void-code', challengeId });
    talk.says('resend the code');
    talk.says(rightCode);
    expect(talk.state.verifiedEmail).toBe('ann@example.com');
  });

  it('goes back past a step that has nothing to ask any more', () => {
    const twice = workflowOf(
      { id: 'first', kind: 'confirm', slot: 'sure', text: 'Sure?', yes: 'prove', no: 'done' },
      { id: 'prove', kind: 'verify', next: 'colour', failed: 'done' },
      { id: 'colour', kind: 'ask', slot: 'colour', text: 'Which colour?', explain: 'A colour.', next: 'done' },
      { id: 'done', kind: 'end', outcome: 'solved' },
    );
    const talk = new Talk('flat', {}, [twice]);
    talk.says('test');
    talk.says('yes');
    talk.lookUp();
    talk.says(rightCode);
    expect(talk.state.run?.step).toBe('colour');
    expect(textsOf(talk.says('back'))).toBe('Sure?');
  });
});

describe('a step that ends a workflow with a human', () => {
  it('takes along what was answered', () => {
    const talk = new Talk();
    for (const text of ['reset my password', 'ann@example.com']) talk.says(text);
    talk.lookUp(false);
    for (const code of ['11111111', '22222222', '33333333']) talk.says(code);
    expect(talk.all('open-desk')[0]?.summary).toContain('username: ann@example.com');
  });
});

describe('what the version before stored', () => {
  /** A run as it was before runs had an id and counted their visits. */
  const resume = (run: Record<string, unknown>): Talk => {
    const talk = new Talk();
    talk.says('hello');
    talk.state = parseState(JSON.parse(JSON.stringify({ ...talk.state, run })));
    return talk;
  };
  const version = testContext.workflows[0]?.version ?? '';
  const atVerify = {
    workflow: 'password-reset',
    version,
    step: 'check-identity',
    slots: { username: 'ann@example.com' },
    wrongInRow: 0,
    visited: ['username'],
  };
  const waitingForCode = { type: 'code', isReal: true, wrongCodes: 1, hasResent: false, to: 'ann@example.com' };

  it('can be read', () => {
    expect(resume({ ...atVerify, pending: null }).state.run).toMatchObject({ visit: 0, step: 'check-identity' });
  });

  it('goes on from a question', () => {
    const talk = resume({
      workflow: 'server-reboot',
      version,
      step: 'server-name',
      slots: { admin: 'yes' },
      wrongInRow: 2,
      visited: ['is-admin'],
      pending: null,
    });
    expect(textsOf(talk.says('srv-1'))).toContain('sessions');
    expect(talk.state.run).toMatchObject({ step: 'active-sessions', visit: 1 });
  });

  it('goes on from a look-up that names no visit', () => {
    const talk = resume({ ...atVerify, pending: { type: 'identity', email: 'ann@example.com' } });
    const person = { recordId: 'r', name: 'Ann', email: 'ann@example.com', phone: null, company: null };
    const settle = (account: string) =>
      talk.tell({ type: 'settle-look-up', account, askedBy: null, result: { type: 'match', person } });
    expect(settle('other@example.com')).toEqual([]);
    expect(textsOf(settle('ann@example.com'))).toContain('8-digit code');
    expect(talk.state.assurance).toBe('known');
  });

  it('goes on from waiting for a code, and still keeps it out of everything', () => {
    const talk = resume({ ...atVerify, pending: { ...waitingForCode, challengeId: 'c1:c1' } });
    talk.says(rightCode);
    expect(talk.state.verifiedEmail).toBe('ann@example.com');
    expect(talk.all('create-ticket')).toHaveLength(1);
    expect(JSON.stringify([talk.state, talk.messages, talk.effects])).not.toContain(rightCode);
  });
});
