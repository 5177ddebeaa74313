import { describe, expect, it } from 'vitest';
import type { WorkflowContext } from '../protocol.ts';
import { expectsSecret } from '../run.ts';
import { putOnStage, stageCode, stageContext } from '../testing/step-stage.ts';

const step = { kind: 'verify', emailSlot: 'account', next: 'proved', failed: 'colleague' };
const person = { recordId: 'r1', name: 'Ann', email: 'Ann@Example.com', phone: null, company: null };
const found = { type: 'identity-looked-up', result: { type: 'match', person } } as const;
const unknown = { type: 'identity-looked-up', result: { type: 'none' } } as const;
const unavailable = { type: 'identity-looked-up', result: { type: 'unavailable' } } as const;

type Stage = ReturnType<typeof putOnStage>;
const begin = (account = 'ann@example.com', context: Partial<WorkflowContext> = {}): Stage =>
  putOnStage(step, { slots: { account }, context });
function waitForCode(news: typeof found | typeof unknown = found, context: Partial<WorkflowContext> = {}): Stage {
  const stage = begin('ann@example.com', context);
  stage.enters();
  stage.receives(news);
  return stage;
}

describe('the account', () => {
  const lookUp = (account: string) => ({ type: 'look-up-identity', account, askedBy: { run: 'run-1', visit: 1 } });

  it.each([
    [' CEO@example.com ', 'ceo@example.com'],
    ['ceo.admin', 'ceo.admin'],
  ])('is what the slot holds, and nothing else: "%s"', (account, lookedUp) => {
    const { outputs, leads } = begin(account).enters();
    expect(outputs).toEqual([
      { type: 'check-account', account: { name: lookedUp, standing: 'not-verified' } },
      { type: 'issue-challenge', challengeId: 'challenge-1' },
      lookUp(lookedUp),
    ]);
    expect(leads).toBe('waits');
  });

  it('is the address the customer goes by where no slot is named', () => {
    const { emailSlot: _none, ...withoutSlot } = step;
    expect(putOnStage(withoutSlot).enters().outputs).toContainEqual(lookUp('ann@example.com'));
  });

  it('that was proved already is not proved again, and another one is', () => {
    const context = { verifiedEmail: 'ann@example.com', verifiedAccounts: ['ann.admin'] };
    for (const account of ['ann@example.com', 'Ann.Admin'])
      expect(begin(account, context).enters()).toMatchObject({ said: [], leads: 'proved' });
    for (const account of ['ceo@example.com', 'ceo.admin'])
      expect(begin(account, context).enters().leads).toBe('waits');
  });

  it('when nobody gave one, leads to the same words as one that is not registered', () => {
    const nobody = begin('').enters();
    expect(nobody.said).toEqual(begin('stranger@example.com').enters().said);
    expect(nobody.outputs).toEqual([{ type: 'issue-challenge', challengeId: 'challenge-1' }]);
  });

  it('that cannot be looked up leads to a colleague, at once or when the register says so', () => {
    expect(begin('ceo.admin', { canLookUp: (account) => account.includes('@') }).enters()).toMatchObject({
      outputs: [{ type: 'check-account', account: { name: 'ceo.admin', standing: 'not-verified' } }],
      leads: 'colleague',
    });
    const stage = begin();
    stage.enters();
    expect(stage.receives(unavailable).leads).toBe('colleague');
  });

  it('is asked for a code before anybody looks it up, so that the answer tells nothing', () => {
    expect(begin().enters().said).toEqual([expect.stringContaining('8-digit code')]);
    for (const news of [found, unknown]) {
      const stage = begin();
      stage.enters();
      expect(stage.receives(news)).toMatchObject({ said: [], leads: 'waits' });
    }
  });

  it('gets no code beyond the limit, and a colleague at once', () => {
    expect(begin('ann@example.com', { mayIssueCode: () => false }).enters()).toMatchObject({
      said: [expect.stringContaining('colleague')],
      outputs: [{ type: 'check-account' }],
      leads: 'colleague',
    });
  });
});

describe('the code', () => {
  it('goes to the address on record, and is a secret while it is waited for', () => {
    const stage = begin();
    stage.enters();
    const { outputs, run } = stage.receives(found);
    expect(outputs).toEqual([
      { type: 'identify', person },
      { type: 'send-code', challengeId: 'challenge-1', to: 'Ann@Example.com' },
    ]);
    expect(expectsSecret(run)).toBe(true);
    expect(expectsSecret(stage.hears(stageCode).run)).toBe(false);
  });

  it('for an account that nobody has takes the same steps but for the sending', () => {
    const stage = begin();
    stage.enters();
    expect(stage.receives(unknown).outputs).toEqual([
      { type: 'identify', person: null },
      { type: 'send-code', challengeId: 'challenge-1', to: null },
    ]);
  });

  it('is sent once, however often the register answers', () => {
    expect(waitForCode().receives(found).outputs).toEqual([]);
  });

  it.each([stageCode, '1234 5678', 'it is 12345678.', '1234-5678'])('is understood in "%s"', (answer) => {
    expect(waitForCode().hears(answer)).toMatchObject({
      outputs: [
        { type: 'prove-address', email: 'ann@example.com', account: 'ann@example.com' },
        { type: 'check-account', account: { standing: 'verified', email: 'ann@example.com' } },
      ],
      leads: 'proved',
    });
  });

  it('vouches for nobody who goes by another address', () => {
    const customer = { ...stageContext.customer, email: 'john@example.com' };
    expect(waitForCode(found, { customer }).hears(stageCode)).toMatchObject({
      outputs: [
        { type: 'prove-address', email: 'ann@example.com' },
        { type: 'check-account', account: { standing: 'other-address', email: 'ann@example.com' } },
      ],
      leads: 'colleague',
    });
  });

  it('may be wrong twice', () => {
    const stage = waitForCode();
    expect(stage.hears('11111111').leads).toBe('waits');
    expect(stage.hears('22222222').leads).toBe('waits');
    expect(stage.hears('33333333').leads).toBe('colleague');
  });

  it.each([0, 10])('is right until 10 minutes are over: after %i', (minutes) => {
    const context = { ...stageContext };
    const stage = waitForCode(found, context);
    const now = new Date(stageContext.now.getTime() + minutes * 60_000);
    expect(stage.at(now).hears(stageCode).leads).toBe('proved');
  });

  it('is not right after 10 minutes, and can be had anew', () => {
    const stage = waitForCode();
    const late = stage.at(new Date(stageContext.now.getTime() + 10 * 60_000 + 1));
    expect(late.hears(stageCode)).toMatchObject({ said: [expect.stringContaining('too old')], leads: 'waits' });
    late.hears('resend the code');
    expect(late.hears(stageCode).leads).toBe('proved');
  });

  it('is never right when nobody is registered, in the same words', () => {
    const [known, stranger] = [waitForCode(), waitForCode(unknown)];
    expect(stranger.hears(stageCode)).toMatchObject({ said: known.hears('11111111').said, leads: 'waits' });
  });

  it('is compared also when nobody is registered, so that it takes as long', () => {
    let compared = 0;
    const checkCode = (): boolean => {
      compared += 1;
      return true;
    };
    waitForCode(unknown, { checkCode }).hears(stageCode);
    expect(compared).toBe(1);
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
    expect(stage.hears('please resend the code').outputs).toMatchObject([
      { type: 'issue-challenge' },
      { type: 'send-code', to: 'Ann@Example.com' },
    ]);
    expect(stage.hears('send it again').outputs).toEqual([]);
    expect(stage.hears('33333333').leads).toBe('colleague');
  });

  it('that cannot be sent again because of the limit stays right', () => {
    let left = 1;
    const mayIssueCode = (): boolean => {
      left -= 1;
      return left >= 0;
    };
    const stage = waitForCode(found, { mayIssueCode });
    expect(stage.hears('resend the code')).toMatchObject({ outputs: [], suggestions: ['Talk to a human'] });
    expect(stage.hears(stageCode).leads).toBe('proved');
  });

  it('is not promised when the conversation has used up its codes', () => {
    expect(begin('ann@example.com', { challengesLeft: 0 }).enters()).toMatchObject({
      outputs: [{ type: 'check-account' }],
      leads: 'colleague',
    });
  });

  it('is asked for again after words that are none', () => {
    expect(waitForCode().hears('I am looking')).toMatchObject({
      suggestions: ['Resend the code'],
      leads: 'waits',
      run: { wrongInRow: 1 },
    });
  });
});

describe('a look-up that a version before 0.3 asked for', () => {
  const resume = (): Stage => {
    const stage = begin();
    stage.enters();
    return stage.withPending({ type: 'identity', email: 'ann@example.com' });
  };

  it('is waited for, with patience asked for', () => {
    expect(resume().hears('are you there?')).toMatchObject({
      said: [expect.stringContaining('still')],
      leads: 'waits',
    });
  });

  it.each([
    ['found', found, 'Ann@Example.com'],
    ['unknown', unknown, null],
  ])('leads to the same words when it was %s', (_how, news, to) => {
    const stage = resume();
    expect(stage.receives(news)).toMatchObject({ said: [expect.stringContaining('8-digit code')], leads: 'waits' });
    expect(stage.hears('resend').outputs).toContainEqual({ type: 'send-code', challengeId: 'challenge-1', to });
  });

  it('ends with a colleague when the register cannot be asked', () => {
    expect(resume().receives(unavailable).leads).toBe('colleague');
  });
});
