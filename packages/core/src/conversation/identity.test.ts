import { describe, expect, it } from 'vitest';
import { rightCode, Talk } from './testing/talk.ts';

/** Asks for a password reset of an account, up to the look-up. */
function ask(talk: Talk, account: string): void {
  talk.says('reset my password');
  talk.says(account);
}

const linesOf = (talk: Talk, index: number): string =>
  talk.all('create-ticket')[index]?.request.descriptionLines.join('\n') ?? '';

describe('a proved address', () => {
  it('serves for that address again, and for no other', () => {
    const talk = new Talk();
    ask(talk, 'ann@example.com');
    talk.lookUp();
    talk.says(rightCode);
    expect(talk.state.verifiedEmail).toBe('ann@example.com');
    ask(talk, 'ann@example.com');
    expect(talk.all('look-up-identity')).toHaveLength(1);
    expect(talk.all('create-ticket')).toHaveLength(2);
    ask(talk, 'ceo@example.com');
    expect(talk.all('create-ticket')).toHaveLength(2);
    expect(talk.all('look-up-identity')).toHaveLength(2);
    talk.lookUp();
    expect(talk.all('send-mail').at(-1)?.to).toBe('ceo@example.com');
  });

  it('does not verify a customer who goes by another address', () => {
    const talk = new Talk();
    ask(talk, 'mallory@example.com');
    talk.lookUp();
    talk.says(rightCode);
    expect(talk.state.customer.email).toBe('ann@example.com');
    expect(talk.state.assurance).not.toBe('verified');
    expect(talk.all('create-ticket')).toEqual([]);
    const [opened] = talk.all('open-desk');
    expect(opened?.summary).toContain('Account mallory@example.com: NOT VERIFIED. A code proved');
    expect(opened?.summary).toContain('the customer goes by ann@example.com');
    talk.miss();
    expect(linesOf(talk, 0)).toContain('Account mallory@example.com: NOT VERIFIED.');
  });

  it('vouches for the username that is registered with it', () => {
    const talk = new Talk();
    ask(talk, 'Ann');
    expect(talk.all('look-up-identity')).toMatchObject([{ account: 'ann' }]);
    talk.lookUp();
    talk.says(rightCode);
    expect(linesOf(talk, 0)).toContain('Account ann: verified. A code proved its registered address ann@example.com.');
    ask(talk, 'ann');
    expect(talk.all('look-up-identity')).toHaveLength(1);
  });

  it('vouches for no username that is registered with another one', () => {
    const talk = new Talk();
    ask(talk, 'ann@example.com');
    talk.lookUp();
    talk.says(rightCode);
    ask(talk, 'ceo.admin');
    talk.lookUp();
    expect(talk.all('send-mail').map(({ to }) => to)).toEqual(['ann@example.com', 'ceo.admin@example.com']);
    talk.says('talk to a human');
    expect(talk.all('open-desk')[0]?.summary).toContain('Account ceo.admin: NOT VERIFIED. Nobody proved');
  });

  it('does not take the address of an account for the customer’s own before it is proved', () => {
    const talk = new Talk();
    const profile = { visitorId: 'v', name: 'Eve', email: null, phone: null, senderAddress: null };
    for (const text of ['reset my password', 'ceo.admin'])
      talk.tell({ type: 'receive-customer-message', text, profile });
    talk.lookUp();
    expect(talk.state).toMatchObject({ customer: { email: null }, assurance: 'anonymous' });
  });
});

describe('what was proved', () => {
  const proved = (): Talk => {
    const talk = new Talk();
    ask(talk, 'ann@example.com');
    talk.lookUp();
    talk.says(rightCode);
    return talk;
  };
  const minutes = (count: number): number => count * 60_000;

  it('lasts as long as the customer goes on', () => {
    const talk = proved();
    for (let times = 0; times < 5; times += 1) {
      talk.later(minutes(29));
      talk.says('thanks');
    }
    ask(talk, 'ann@example.com');
    expect(talk.all('look-up-identity')).toHaveLength(1);
  });

  it('ends after 30 minutes of silence', () => {
    const talk = proved();
    talk.later(minutes(30) + 1);
    ask(talk, 'ann@example.com');
    expect(talk.state).toMatchObject({ verifiedEmail: null, verifiedAccounts: [], assurance: 'known' });
    expect(talk.all('look-up-identity')).toHaveLength(2);
    expect(talk.all('create-ticket')).toHaveLength(1);
  });

  it('is not vouched for any more when it has ended, also by what happens by itself', () => {
    const talk = proved();
    talk.says('talk to a human');
    talk.later(minutes(31));
    talk.fileTicket();
    const mail = talk.all('send-mail').find(({ to }) => to === 'team@example.com');
    expect(mail?.text).toContain('Identity: known');
    expect(mail?.text).toContain('NOT VERIFIED');
  });

  it('ends with the chat', () => {
    const talk = new Talk('salesiq');
    ask(talk, 'ann@example.com');
    talk.lookUp();
    talk.says(rightCode);
    talk.desk({ type: 'completed', endedBy: 'customer' }, { desk: 'salesiq', reference: 'chat' });
    expect(talk.state).toMatchObject({ status: 'closed', verifiedEmail: null, assurance: 'known' });
  });
});

describe('a look-up', () => {
  it('that ends late answers for nobody but the address it was for', () => {
    const talk = new Talk();
    ask(talk, 'mallory@example.com');
    talk.says('back');
    talk.says('ceo@example.com');
    expect(talk.lookUp(true, 0)).toEqual([]);
    expect(talk.all('send-mail')).toEqual([]);
    talk.lookUp(true, 1);
    expect(talk.all('send-mail').map(({ to }) => to)).toEqual(['ceo@example.com']);
  });
});

describe('a code', () => {
  it('is never right for an address that is not registered', () => {
    const talk = new Talk();
    ask(talk, 'ann@example.com');
    talk.lookUp(false);
    expect(talk.says(rightCode)[0]?.text).toContain('not right');
    expect(talk.state.assurance).not.toBe('verified');
    expect(talk.state.verifiedEmail).toBeNull();
  });

  it('is never right when its mail was refused, and the customer is told nothing of that', () => {
    const talk = new Talk();
    ask(talk, 'ann@example.com');
    talk.lookUp();
    const challengeId = talk.all('send-mail')[0]?.challengeId ?? '';
    expect(talk.tell({ type: 'void-code', challengeId })).toEqual([]);
    expect(talk.says(rightCode)[0]?.text).toContain('not right');
    expect(talk.all('create-ticket')).toEqual([]);
  });

  it('that was sent again is not voided by the refusal of the one before', () => {
    const talk = new Talk();
    ask(talk, 'ann@example.com');
    talk.lookUp();
    const challengeId = talk.all('send-mail')[0]?.challengeId ?? '';
    talk.says('resend the code');
    talk.tell({ type: 'void-code', challengeId });
    talk.says(rightCode);
    expect(talk.state.verifiedEmail).toBe('ann@example.com');
  });
});

it('keeps a password that a customer blurts out from slots, summary and ticket', () => {
  const talk = new Talk();
  for (const text of ['reboot my server', 'yes', 'srv-12 password is hunter2', 'talk to a human']) talk.says(text);
  talk.miss();
  expect(JSON.stringify([talk.state, talk.effects, talk.messages])).not.toContain('hunter2');
  expect(JSON.stringify(talk.all('open-desk'))).toContain('srv-12');
});
