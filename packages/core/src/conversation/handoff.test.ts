import { describe, expect, it } from 'vitest';
import { Talk } from './testing/talk.ts';

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
    talk.desk({ type: 'agent-said', agentName: 'Sarah', text: 'hello?' }, { reference: first });
    expect(talk.state.handoff?.leg).toMatchObject({ phase: 'waiting', agentName: null });
    expect(textsOf(talk, 'agent')).toEqual([]);
  });

  it('an event of another desk with the same reference is not taken for it', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    const reference = talk.openDesk();
    talk.desk({ type: 'agent-joined', agentName: 'Eve' }, { desk: 'second', reference });
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
    talk.desk({ type: 'customer-said', text: 'my screen is black' });
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

describe('never silence', () => {
  it('a chat that is closed at the desk while nobody came becomes a ticket, whoever closed it', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    talk.openDesk();
    const words = talk.desk({ type: 'completed', endedBy: 'customer' });
    expect(words).toHaveLength(1);
    expect(talk.all('create-ticket')).toHaveLength(1);
  });

  it('asks the vendor when a connected human is silent, and goes back to the bot when the chat is over there', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    const reference = talk.openDesk();
    talk.join();
    talk.fire('desk-silence');
    expect(talk.all('check-desk')).toMatchObject([{ desk: 'salesiq', reference }]);
    const legKey = talk.state.handoff?.leg.key ?? '';
    expect(talk.tell({ type: 'settle-standing', legKey, standing: 'over', isAfterSilence: true })).toHaveLength(1);
    expect(talk.state.baton.holder).toBe('bot');
  });

  it('takes a chat that rings again after a long silence for one that nobody has', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    talk.openDesk();
    talk.join();
    const legKey = talk.state.handoff?.leg.key ?? '';
    talk.tell({ type: 'settle-standing', legKey, standing: 'waiting', isAfterSilence: false });
    expect(talk.state.handoff?.leg.phase).toBe('connected');
    talk.tell({ type: 'settle-standing', legKey, standing: 'waiting', isAfterSilence: true });
    expect(talk.all('create-ticket')).toHaveLength(1);
  });

  it('leaves a human who is still there alone, and looks again later', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    talk.openDesk();
    talk.join();
    talk.agentSays('one moment');
    const before = talk.timers.length;
    talk.fire('desk-silence');
    expect(talk.all('check-desk')).toEqual([]);
    expect(talk.timers.length).toBe(before + 1);
    talk.fire('desk-silence');
    expect(talk.all('check-desk')).toHaveLength(1);
    const legKey = talk.state.handoff?.leg.key ?? '';
    expect(talk.tell({ type: 'settle-standing', legKey, standing: 'connected', isAfterSilence: true })).toEqual([]);
    expect(talk.state.baton.holder).toBe('desk');
    expect(talk.timers.length).toBe(before + 2);
  });

  it('asks at once when the vendor gives the customer back to the bot although a human should be there', () => {
    const talk = new Talk('salesiq');
    talk.says('talk to a human');
    talk.tell({ type: 'accept-forward' });
    talk.join(at(1));
    talk.says('hello?');
    const [check] = talk.effects.filter(({ action }) => action.kind === 'check-desk');
    expect(check?.isAwaited).toBe(true);
    const legKey = talk.state.handoff?.leg.key ?? '';
    const words = talk.tell({ type: 'settle-standing', legKey, standing: 'over', isAfterSilence: true });
    expect(words.map(({ text }) => text)).toEqual([expect.stringContaining('back with the assistant')]);
  });

  it("keeps the customer's words that only the desk hears after our own time ran out", () => {
    const talk = new Talk('salesiq');
    talk.says('talk to a human');
    talk.tell({ type: 'accept-forward' });
    talk.fire('handoff-accept');
    talk.fileTicket();
    talk.desk({ type: 'customer-said', text: 'is anybody there?' }, { at: at(1) });
    expect(textsOf(talk, 'customer')).toContain('is anybody there?');
    expect(talk.all('add-history').length).toBeGreaterThan(1);
  });

  it("keeps the customer's words to an operator who took the chat over, however late we hear of it", () => {
    const talk = new Talk('salesiq');
    talk.says('hello');
    talk.later(10 * 60_000);
    talk.join(at(1));
    talk.desk({ type: 'customer-said', text: 'you are quick' }, { at: at(2) });
    expect(textsOf(talk, 'customer')).toEqual(['hello', 'you are quick']);
  });

  it('gives the word to an operator who takes the chat over after a forward that failed', () => {
    const talk = new Talk('salesiq');
    talk.says('talk to a human');
    talk.tell({ type: 'accept-forward' });
    talk.tell({ type: 'report-forward-failure', cause: 'nobody-there' });
    talk.says('set up my monitor');
    talk.join(at(3));
    expect(talk.state).toMatchObject({ baton: { holder: 'desk' }, handoff: { leg: { phase: 'connected' } } });
  });

  it('takes what was written before the operator took the chat over for an echo', () => {
    const talk = new Talk('salesiq');
    talk.says('hello');
    talk.join(at(2));
    talk.desk({ type: 'customer-said', text: 'hello' }, { at: at(1) });
    expect(textsOf(talk, 'customer')).toEqual(['hello']);
  });

  it('adopts a chat that an unclear opening left behind', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    const legKey = talk.state.handoff?.leg.key ?? '';
    talk.tell({ type: 'adopt-desk-chat', desk: 'salesiq', reference: 'found', legKey });
    talk.desk({ type: 'agent-said', agentName: 'Sarah', text: 'hi' }, { reference: 'found' });
    expect(talk.state.handoff?.leg).toMatchObject({ phase: 'connected', reference: 'found' });
  });

  it('ends one that comes to light when its leg is over, with a word to the operator', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    const legKey = talk.state.handoff?.leg.key ?? '';
    talk.tell({ type: 'fail-leg', legKey, reason: 'desk-timeout' });
    talk.tell({ type: 'adopt-desk-chat', desk: 'salesiq', reference: 'found', legKey });
    expect(talk.all('close-desk').at(-1)).toMatchObject({ reference: 'found' });
    expect(talk.state.baton.holder).toBe('bot');
  });
});

describe('words that nobody asked for', () => {
  it('are pushed where that is possible', () => {
    const talk = new Talk('pushed');
    talk.says('talk to a human');
    expect(talk.all('push-words')).toHaveLength(1);
    talk.fire('handoff-accept');
    expect(talk.all('push-words')).toHaveLength(2);
  });

  it('are not pushed as long as the response can bring them', () => {
    const talk = new Talk('answering-and-pushed');
    talk.says('hello');
    expect(talk.all('push-words')).toEqual([]);
  });

  it('are those of an answer too that came after the response was given', () => {
    const pushed = new Talk('answering-and-pushed');
    pushed.says('hello', { isAnswered: true });
    expect(pushed.all('push-words')).toHaveLength(1);
    const polled = new Talk('flat');
    polled.says('hello', { isAnswered: true });
    expect(polled.timers.map(({ timer }) => timer.name)).toEqual(['unheard']);
  });

  it('are mailed where it is not, once the time is up and the address is known', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    expect(talk.timers.map(({ timer }) => timer.name)).toEqual(['handoff-accept']);
    talk.fire('handoff-accept');
    expect(talk.timers.map(({ timer }) => timer.name)).toContain('unheard');
    talk.fire('unheard');
    expect(talk.all('mail-unheard')).toMatchObject([{ to: 'ann@example.com' }]);
    expect(talk.all('push-words')).toEqual([]);
  });
});
