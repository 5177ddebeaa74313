import { describe, expect, it } from 'vitest';
import { expectsSecret } from '../run.ts';
import { putOnStage, stageCode } from '../testing/step-stage.ts';

const step = { kind: 'verify', emailSlot: 'account', next: 'proved', failed: 'colleague' };
const person = { recordId: 'r1', name: 'Ann', email: 'Ann@Example.com', phone: null, company: null };
const found = { type: 'identity-looked-up', result: { type: 'match', person } } as const;
const unknown = { type: 'identity-looked-up', result: { type: 'none' } } as const;

type Stage = ReturnType<typeof putOnStage>;
function waitForCode(news: typeof found | typeof unknown = found): Stage {
  const stage = putOnStage(step);
  stage.enters();
  stage.receives(news);
  return stage;
}

describe('the address', () => {
  const lookUp = (email: string) => ({ type: 'look-up-identity', email, askedBy: { run: 'run-1', visit: 1 } });

  it.each([
    ['the slot, when it holds one', { account: ' CEO@example.com ' }, 'ceo@example.com'],
    ['the customer, when the slot holds none', { account: 'ceo.admin' }, 'ann@example.com'],
  ])('is taken from %s', (_where, slots, email) => {
    expect(putOnStage(step, { slots }).enters()).toMatchObject({ outputs: [lookUp(email)], leads: 'waits' });
  });

  it('that was proved already is not proved again, and another one is', () => {
    const context = { verifiedEmail: 'ann@example.com' };
    expect(putOnStage(step, { context }).enters()).toMatchObject({ said: [], outputs: [], leads: 'proved' });
    const slots = { account: 'ceo@example.com' };
    expect(putOnStage(step, { context, slots }).enters().leads).toBe('waits');
  });

  it('when nobody gave one, leads to the same words as one that is not registered', () => {
    const context = { customer: { name: null, email: null, phone: null } };
    const nobody = putOnStage(step, { context }).enters();
    const stranger = putOnStage(step);
    stranger.enters();
    expect(nobody.said).toEqual(stranger.receives(unknown).said);
    expect(nobody.outputs).toEqual([{ type: 'send-code', challengeId: 'challenge-1', to: null }]);
  });

  it('is being looked up: the customer is asked for patience', () => {
    const stage = putOnStage(step);
    stage.enters();
    expect(stage.hears('are you there?')).toMatchObject({ said: [expect.stringContaining('still')], leads: 'waits' });
  });

  it('that cannot be looked up leads to a colleague', () => {
    const stage = putOnStage(step);
    stage.enters();
    expect(stage.receives({ type: 'identity-looked-up', result: { type: 'unavailable' } }).leads).toBe('colleague');
  });
});

describe('the code', () => {
  it('goes to the address on record, and is a secret while it is waited for', () => {
    const stage = putOnStage(step);
    expect(expectsSecret(stage.enters().run)).toBe(false);
    const { outputs, run } = stage.receives(found);
    expect(outputs).toEqual([
      { type: 'identify', person },
      { type: 'send-code', challengeId: 'challenge-1', to: 'Ann@Example.com' },
    ]);
    expect(expectsSecret(run)).toBe(true);
    expect(expectsSecret(stage.hears(stageCode).run)).toBe(false);
  });

  it.each([stageCode, '1234 5678', 'it is 12345678.', '1234-5678'])('is understood in "%s"', (answer) => {
    expect(waitForCode().hears(answer)).toMatchObject({
      outputs: [{ type: 'prove-address', email: 'Ann@Example.com' }],
      leads: 'proved',
    });
  });

  it('may be wrong twice', () => {
    const stage = waitForCode();
    expect(stage.hears('11111111').leads).toBe('waits');
    expect(stage.hears('22222222').leads).toBe('waits');
    expect(stage.hears('33333333').leads).toBe('colleague');
  });

  it('is never right when nobody is registered, in the same words', () => {
    const [known, stranger] = [waitForCode(), waitForCode(unknown)];
    expect(stranger.hears(stageCode)).toMatchObject({ said: known.hears('11111111').said, leads: 'waits' });
  });

  it('is never right when its mail was refused, and the customer hears nothing of that', () => {
    const stage = waitForCode();
    expect(stage.receives({ type: 'code-undeliverable', challengeId: 'challenge-1' })).toMatchObject({
      said: [],
      leads: 'waits',
    });
    expect(stage.hears(stageCode).leads).toBe('waits');
  });

  it('is sent again once, with the wrong tries still counted', () => {
    const stage = waitForCode();
    stage.hears('11111111');
    stage.hears('22222222');
    expect(stage.hears('please resend the code').outputs).toMatchObject([{ type: 'send-code', to: 'Ann@Example.com' }]);
    expect(stage.hears('send it again').outputs).toEqual([]);
    expect(stage.hears('33333333').leads).toBe('colleague');
  });

  it('is not sent when the conversation has used up its codes', () => {
    const stage = putOnStage(step, { context: { challengesLeft: 0 } });
    stage.enters();
    expect(stage.receives(found)).toMatchObject({ outputs: [{ type: 'identify' }], leads: 'colleague' });
  });

  it('is asked for again after words that are none', () => {
    expect(waitForCode().hears('I am looking')).toMatchObject({
      suggestions: ['Resend the code'],
      leads: 'waits',
      run: { wrongInRow: 1 },
    });
  });
});
