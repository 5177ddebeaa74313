import { describe, expect, it } from 'vitest';
import { Talk } from './testing/talk.ts';

/** A chat in which a code was mailed and is awaited. */
function awaitCode(talk = new Talk()): Talk {
  talk.says('reset my password');
  talk.says('ann@example.com');
  talk.lookUp();
  return talk;
}

const stored = (talk: Talk): string => talk.messages.map(({ text }) => text).join('\n');

describe('while a code is awaited', () => {
  it.each(['it says 1234 5678 but can I talk to a human please', 'cancel', '12345678', 'where do I put 123-456?'])(
    'no run of digits is kept of "%s"',
    (text) => {
      const talk = awaitCode();
      talk.says(text);
      expect(stored(talk)).not.toMatch(/\d[ -]?\d[ -]?\d[ -]?\d[ -]?\d[ -]?\d/);
      expect(JSON.stringify(talk.effects)).not.toMatch(/1234 ?5678|123-456/);
    },
  );

  it('such a run is kept before and after', () => {
    const talk = new Talk();
    talk.says('my ticket is 12345678');
    expect(stored(talk)).toContain('12345678');
    awaitCode(talk).says('cancel');
    talk.says('it was about 87654321');
    expect(stored(talk)).toContain('87654321');
  });
});

it('lets numbers through to a human who has taken over from a question for a code', () => {
  const talk = awaitCode();
  talk.says('talk to a human');
  talk.join();
  talk.says('my order is 12345678');
  expect(talk.all('relay-to-desk').at(-1)?.text).toBe('my order is 12345678');
});

describe('what is written while a human has the word', () => {
  const secrets = 'my password is hunter2 and the card 4111 1111 1111 1111';

  it('goes to a desk of ours without secrets, and is kept without them', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    talk.join();
    talk.says(secrets);
    expect(talk.all('relay-to-desk')).toHaveLength(1);
    expect(JSON.stringify(talk.effects)).not.toMatch(/hunter2|4111/);
    expect(stored(talk)).not.toMatch(/hunter2|4111/);
  });

  it('of an agent is kept without them, and reaches the customer with them', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    talk.join();
    talk.agentSays(secrets);
    expect(talk.messages.at(-1)).toMatchObject({ author: 'agent', exact: secrets, isForCustomer: true });
    expect(stored(talk)).not.toMatch(/hunter2|4111/);
    talk.agentSays('try a restart');
    expect(talk.messages.at(-1)).toMatchObject({ text: 'try a restart', exact: null });
  });

  it('is kept without them when only the vendor hears it', () => {
    const talk = new Talk('salesiq');
    talk.says('talk to a human');
    talk.tell({ type: 'accept-forward' });
    talk.join();
    talk.desk({ type: 'customer-said', text: secrets, attachments: [] });
    talk.agentSays('I have set it to password: swordfish');
    expect(talk.messages.map(({ author }) => author).slice(-2)).toEqual(['customer', 'agent']);
    // Nobody has to be told by us.
    expect(talk.messages.filter(({ exact }) => exact !== null)).toEqual([]);
    expect(stored(talk)).not.toMatch(/hunter2|4111|swordfish/);
  });
});

describe('a customer who sends a password', () => {
  const please = /do not send passwords/;
  const isTold = (said: { text: string }[]): boolean => said.some(({ text }) => please.test(text));

  it('is told once, before the answer', () => {
    const talk = new Talk();
    const [first, ...others] = talk.says('my password is hunter2, reboot my server');
    expect(first?.text).toMatch(please);
    expect(others).not.toEqual([]);
    expect(isTold(talk.says('pw: hunter2'))).toBe(false);
    expect(stored(talk)).not.toContain('hunter2');
  });

  it.each(['my password is expired', '12345678', 'hello'])('is not told for "%s"', (text) => {
    expect(isTold(new Talk().says(text))).toBe(false);
  });

  it('is not told for the code that was asked for', () => {
    expect(isTold(awaitCode().says('the code is 12345678'))).toBe(false);
  });

  it('is not told while a human has the word, and may be later', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    talk.join();
    expect(isTold(talk.says('my password is hunter2'))).toBe(false);
    expect(JSON.stringify(talk.effects)).not.toContain('hunter2');
    talk.complete();
    expect(isTold(talk.says('my password is hunter2'))).toBe(true);
  });
});
