import { describe, expect, it } from 'vitest';
import { sarah, Talk } from './testing/talk.ts';

const at = (minute: number): string => new Date(Date.parse('2026-03-02T10:00:00Z') + minute * 60_000).toISOString();
const textsOf = (talk: Talk, author: string): string[] =>
  talk.messages.filter((message) => message.author === author).map(({ text }) => text);

describe('a desk speaks for its own leg only', () => {
  it('a late miss of the first chat leaves the second handoff alone', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    const first = talk.openDesk();
    talk.says('cancel');
    talk.says('talk to a human');
    talk.openDesk();
    expect(talk.desk({ type: 'missed' }, { reference: first })).toEqual([]);
    expect(talk.state.handoff?.leg.phase).toBe('waiting');
    expect(talk.state.baton.holder).toBe('desk');
  });

  it('the operator of the first chat does not get the baton of the second', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    const first = talk.openDesk();
    talk.says('cancel');
    talk.says('talk to a human');
    talk.openDesk();
    talk.desk(
      { type: 'agent-said', agent: sarah, text: 'hello?', attachments: [], messageId: null },
      { reference: first },
    );
    expect(talk.state.handoff?.leg).toMatchObject({ phase: 'waiting', agentName: null });
    const [kept] = talk.messages.filter(({ author }) => author === 'agent');
    expect(kept).toMatchObject({ text: 'hello?', isForCustomer: false });
  });

  it('an event of another desk with the same reference is not taken for it', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    const reference = talk.openDesk();
    talk.desk({ type: 'agent-joined', agent: { id: null, name: 'Eve' } }, { desk: 'second', reference });
    expect(talk.state.handoff?.leg.phase).toBe('waiting');
  });
});

describe('the word', () => {
  it("is the human's with the first message, also when nobody said before that one has come", () => {
    const talk = new Talk();
    talk.says('talk to a human');
    talk.openDesk();
    talk.agentSays('Hello, I am Sarah.');
    expect(talk.state.handoff?.leg).toMatchObject({ phase: 'connected', agentName: 'Sarah' });
    expect(talk.fire('handoff-accept')).toEqual([]);
    expect(talk.says('hello?')).toEqual([]);
  });

  it.each<[string, 'flat' | 'salesiq']>([
    ['at a desk of ours', 'flat'],
    ["in the customer's own chat", 'salesiq'],
  ])('goes to a human who comes after our time was up, %s', (_where, channel) => {
    const talk = new Talk(channel);
    talk.says('talk to a human');
    if (channel === 'flat') talk.openDesk();
    else talk.tell({ type: 'accept-forward' });
    talk.fire('handoff-accept');
    expect(talk.state.baton.holder).toBe('bot');
    talk.join();
    expect(talk.state).toMatchObject({ baton: { holder: 'desk' }, handoff: { leg: { phase: 'connected' } } });
    expect(talk.says('hello?')).toEqual([]);
  });

  it.each<[string, (talk: Talk) => unknown]>([
    ['joins', (talk) => talk.join()],
    ['writes', (talk) => talk.agentSays('Let me help.')],
  ])('goes to an operator who was not asked for and %s', (_how, come) => {
    const talk = new Talk('salesiq');
    talk.says('second screen not detected');
    come(talk);
    expect(talk.state).toMatchObject({
      baton: { holder: 'desk' },
      run: null,
      handoff: { leg: { phase: 'connected' } },
    });
    expect(talk.says('hello?')).toEqual([]);
    expect(talk.timers.map(({ timer }) => timer.name)).toContain('desk-silence');
  });
});

describe('a desk that has opened a chat', () => {
  it('is told when the customer waits no more', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    const reference = talk.openDesk();
    talk.says('cancel');
    expect(talk.all('close-desk')).toMatchObject([{ desk: 'salesiq', reference }]);
  });

  it('sends relayed words back as events, which are not taken for new ones', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    talk.openDesk();
    talk.join();
    talk.says('my screen is black');
    talk.desk({ type: 'customer-said', text: 'my screen is black', attachments: [] });
    expect(textsOf(talk, 'customer').filter((text) => text === 'my screen is black')).toHaveLength(1);
  });
});

describe('a chain of desks', () => {
  const chain = { handoffChain: ['salesiq', 'second'] };

  it('asks the next desk when nobody comes, and tells the first', () => {
    const talk = new Talk('flat', chain);
    talk.says('talk to a human');
    const first = talk.openDesk();
    expect(talk.fire('handoff-accept').map(({ text }) => text)).toEqual([expect.stringContaining('another team')]);
    expect(talk.state.handoff).toMatchObject({ position: 1, leg: { desk: 'second', phase: 'opening' } });
    expect(talk.all('open-desk').map(({ desk }) => desk)).toEqual(['salesiq', 'second']);
    expect(talk.all('close-desk')).toMatchObject([{ desk: 'salesiq', reference: first }]);
    expect(talk.all('create-ticket')).toEqual([]);
  });

  it('gives each leg a lane of its own', () => {
    const talk = new Talk('flat', chain);
    talk.says('talk to a human');
    talk.openDesk();
    talk.says('first');
    talk.fire('handoff-accept');
    talk.openDesk();
    talk.says('second');
    const lanes = talk.effects
      .filter(({ action }) => action.kind === 'relay-to-desk')
      .map(({ destination }) => destination);
    expect(new Set(lanes).size).toBe(2);
  });

  it('ends in a ticket after the last desk', () => {
    const talk = new Talk('flat', chain);
    talk.says('talk to a human');
    talk.fire('handoff-accept');
    talk.fire('handoff-accept');
    expect(talk.all('create-ticket')).toHaveLength(1);
    expect(talk.state.baton.holder).toBe('bot');
  });

  it('is a ticket at once when no desk can be asked', () => {
    const talk = new Talk('flat', { handoffChain: [] });
    expect(talk.says('talk to a human').map(({ text }) => text)).toEqual([expect.stringContaining('ticket')]);
    expect(talk.all('create-ticket')).toHaveLength(1);
    expect(talk.state.baton.holder).toBe('bot');
  });

  it('passes over desks that are not configured any more', () => {
    const talk = new Talk('flat', { handoffChain: ['gone', 'second'] });
    talk.says('talk to a human');
    expect(talk.all('open-desk').map(({ desk }) => desk)).toEqual(['second']);
  });

  it('relays long words in pieces that the desk takes, none of them lost', () => {
    const talk = new Talk('flat', { handoffChain: ['second'] });
    talk.says('talk to a human');
    talk.openDesk();
    const words = Array.from({ length: 30 }, (_each, index) => `word${index}`).join(' ');
    talk.says(words);
    const pieces = talk.all('relay-to-desk');
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.every(({ text }) => text.length <= 40)).toBe(true);
    expect(pieces.map(({ text }) => text).join(' ')).toBe(words);
    expect(pieces.map(({ position }) => position)).toEqual(pieces.map((_each, index) => index + 1));
  });
});

describe('events that come late or in another order', () => {
  it("an operator's words from before the end do not take the word after it", () => {
    const talk = new Talk('salesiq');
    talk.says('talk to a human');
    talk.tell({ type: 'accept-forward' });
    talk.join(at(1));
    talk.complete(at(5));
    talk.agentSays('one more thing', at(4));
    expect(talk.state.baton.holder).toBe('bot');
    expect(textsOf(talk, 'agent')).toEqual(['one more thing']);
    expect(talk.says('hello').length).toBeGreaterThan(0);
  });

  it('neither do they in a chat that ended without any handoff', () => {
    const talk = new Talk('salesiq');
    talk.says('hello');
    talk.complete(at(5));
    talk.agentSays('too late', at(4));
    expect(talk.state.baton.holder).toBe('bot');
    expect(textsOf(talk, 'agent')).toEqual(['too late']);
  });

  it('without a time, what comes after the end is late', () => {
    const talk = new Talk('salesiq');
    talk.says('talk to a human');
    talk.tell({ type: 'accept-forward' });
    talk.join();
    talk.complete();
    talk.agentSays('one more thing');
    expect(talk.state.baton.holder).toBe('bot');
  });

  it('what is newer than the end is a human who came back', () => {
    const talk = new Talk('salesiq');
    talk.says('talk to a human');
    talk.tell({ type: 'accept-forward' });
    talk.join(at(1));
    talk.complete(at(5));
    talk.agentSays('I forgot something', at(6));
    expect(talk.state).toMatchObject({ status: 'open', baton: { holder: 'desk' } });
  });

  it('an old miss does not fail a handoff that rings in the same chat', () => {
    const talk = new Talk('salesiq');
    talk.says('talk to a human');
    talk.tell({ type: 'accept-forward' });
    talk.fire('handoff-accept');
    talk.later(10 * 60_000);
    talk.says('talk to a human');
    talk.tell({ type: 'accept-forward' });
    talk.miss(at(1));
    expect(talk.state.handoff?.leg.phase).toBe('waiting');
  });

  it.each<[string, 'flat' | 'salesiq']>([
    ['at a desk of ours', 'flat'],
    ["in the customer's own chat", 'salesiq'],
  ])('an end from before a human came does not end the talk with that human, %s', (_where, channel) => {
    const talk = new Talk(channel);
    talk.says('talk to a human');
    if (channel === 'flat') talk.openDesk();
    else talk.tell({ type: 'accept-forward' });
    talk.join(at(5));
    talk.complete(at(3));
    expect(talk.state).toMatchObject({ status: 'open', baton: { holder: 'desk' } });
    talk.complete(at(6));
    expect(talk.state.baton.holder).toBe('bot');
  });

  it('a late miss never takes the word from a human', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    talk.openDesk();
    talk.join(at(2));
    talk.miss(at(3));
    expect(talk.state.handoff?.leg.phase).toBe('connected');
  });
});
