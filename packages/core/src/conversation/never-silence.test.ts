import { describe, expect, it } from 'vitest';
import { sarah, Talk } from './testing/talk.ts';

const at = (minute: number): string => new Date(Date.parse('2026-03-02T10:00:00Z') + minute * 60_000).toISOString();
const textsOf = (talk: Talk, author: string): string[] =>
  talk.messages.filter((message) => message.author === author).map(({ text }) => text);

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
    talk.desk({ type: 'customer-said', text: 'is anybody there?', attachments: [] }, { at: at(1) });
    expect(textsOf(talk, 'customer')).toContain('is anybody there?');
    expect(talk.all('add-history').length).toBeGreaterThan(1);
  });

  it("keeps the customer's words to an operator who took the chat over, however late we hear of it", () => {
    const talk = new Talk('salesiq');
    talk.says('hello');
    talk.later(10 * 60_000);
    talk.join(at(1));
    talk.desk({ type: 'customer-said', text: 'you are quick', attachments: [] }, { at: at(2) });
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
    talk.desk({ type: 'customer-said', text: 'hello', attachments: [] }, { at: at(1) });
    expect(textsOf(talk, 'customer')).toEqual(['hello']);
  });

  it('adopts a chat that an unclear opening left behind', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    const legKey = talk.state.handoff?.leg.key ?? '';
    talk.tell({ type: 'adopt-desk-chat', desk: 'salesiq', reference: 'found', legKey });
    talk.desk(
      { type: 'agent-said', agent: sarah, text: 'hi', attachments: [], messageId: null },
      { reference: 'found' },
    );
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
