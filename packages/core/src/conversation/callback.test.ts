import { describe, expect, it } from 'vitest';
import type { BusinessCalendar } from '../calendar/business-calendar.ts';
import { type ChainSettings, plainChain } from './chain-settings.ts';
import { Talk } from './testing/talk.ts';

const day = [{ from: 540, to: 1_020 }];
const office: BusinessCalendar = {
  zone: 'Europe/Berlin',
  days: { monday: day, tuesday: day, wednesday: day, thursday: day, friday: day, saturday: [], sunday: [] },
  holidays: [],
};
const chain: ChainSettings = {
  ...plainChain,
  calendars: { office },
  callback: 'last-step',
  callbackCalendar: 'office',
};

/** The tests begin on Monday, 2 March 2026, 11:00 in Berlin. */
function start(settings: Partial<ChainSettings> = {}) {
  const talk = new Talk('flat', { chain: { ...chain, ...settings } });
  const say = (text: string): string[] => talk.says(text).map(({ text: said }) => said);
  return { talk, say };
}

function missEverybody() {
  const { talk, say } = start();
  say('talk to a human');
  talk.openDesk();
  const offered = talk.miss().map(({ text }) => text);
  return { talk, say, offered };
}

describe('a call that the customer asked for and that is never arranged', () => {
  it.each<[string, (talk: Talk) => unknown]>([
    ['because of silence', (talk) => talk.fire('callback-unanswered')],
    ['because no answer says when', (talk) => ['hm', 'dunno', 'well'].map((text) => talk.says(text))],
  ])('ends in a ticket that does not say that nobody could take the chat: %s', (_why, end) => {
    const { talk, say } = start();
    say('please call me back');
    end(talk);
    const [asked] = talk.all('create-ticket');
    expect(asked?.request.descriptionLines[0]).toBe(
      'A call was to be arranged, and the customer did not say when or where to.',
    );
    const said = talk.messages.map(({ text }) => text).join('\n');
    expect(said).toContain("No call was arranged, so I'm creating a ticket");
    expect(said).not.toContain('none of my colleagues');
    expect(talk.state.case?.tags).toEqual(['callback-unfinished']);
  });
});

describe('a call is the last step before the ticket', () => {
  it('is offered, arranged, confirmed and asked for once, with its time', () => {
    const { talk, say, offered } = missEverybody();
    expect(offered.join()).toContain('none of my colleagues could take the chat. Shall we call you?');
    expect(say('tomorrow at 3')).toEqual(['At which number can we reach you?']);
    expect(say('+49 (0)228 123-456')).toEqual([
      'We call you on Tuesday 3 March at 15:00 CET, at the number that ends in 456. Is that right?',
    ]);
    expect(say('yes')).toEqual(['Thank you. I am noting the call for Tuesday 3 March at 15:00 CET.']);
    expect(talk.all('create-ticket').map(({ request }) => request)).toMatchObject([
      {
        ...{ kind: 'callback', dueAt: '2026-03-03T14:00:00.000Z', contact: { phone: '+490228123456' } },
        subject: 'Callback on Tuesday 3 March at 15:00 CET - Ann',
      },
    ]);
    expect(talk.all('create-ticket')[0]?.request.descriptionLines[0]).toBe(
      'Call the customer on Tuesday 3 March at 15:00 CET. In the customer\'s own words: "tomorrow at 3"',
    );
    expect(talk.fileTicket().map(({ text }) => text)).toEqual(['Your callback is arranged. Its number: 100.']);
    expect(talk.fire('callback-unanswered')).toEqual([]);
    expect(talk.all('create-ticket')).toHaveLength(1);
  });

  it.each<[string, (talk: Talk) => unknown]>([
    ['does not answer', (talk) => talk.fire('callback-unanswered')],
    ['says no', (talk) => talk.says('cancel')],
    ['asks for a ticket', (talk) => talk.says('a ticket, please')],
    ['says no time three times', (talk) => ['hm', 'well', 'you see'].map((text) => talk.says(text))],
  ])('becomes a ticket when the customer %s', (_how, answer) => {
    const { talk } = missEverybody();
    answer(talk);
    expect(talk.state.callback).toBeNull();
    expect(talk.all('create-ticket').map(({ request }) => request.kind)).toEqual(['ticket']);
    expect(talk.messages.at(-1)?.text).toContain('creating a ticket');
  });

  it('is called a callback also where its number comes late', () => {
    const { talk, say } = missEverybody();
    for (const text of ['tomorrow at 3', '0228 123456', 'yes']) say(text);
    expect(talk.fire('ticket-late').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Your callback is recorded. Its number takes a little longer/),
    ]);
  });

  it('an earlier question that was answered does not end what goes on', () => {
    const { talk, say } = missEverybody();
    const first = talk.timers.findLast(({ timer }) => timer.name === 'callback-unanswered');
    say('tomorrow at 3');
    if (first !== undefined) talk.tell({ type: 'fire-timer', timer: first.timer });
    expect(talk.state.callback?.phase).toBe('number');
  });

  it('gives way to a human who comes late, and to the wish for one', () => {
    const late = start().talk;
    late.says('talk to a human');
    late.openDesk();
    late.fire('handoff-accept');
    expect(late.state.callback?.phase).toBe('time');
    late.join();
    expect(late.state).toMatchObject({ callback: null, baton: { holder: 'desk' } });
    const { talk, say } = missEverybody();
    say('talk to a human');
    expect(talk.state).toMatchObject({ callback: null, baton: { holder: 'desk' } });
  });
});

describe('a customer can ask to be called', () => {
  it('while waiting: the desk is told, and the time may be said at once', () => {
    const { talk, say } = start({ callback: 'on-request' });
    say('talk to a human');
    talk.openDesk();
    expect(say('call me back instead, tomorrow at 10')).toEqual(['At which number can we reach you?']);
    expect(talk.all('close-desk')).toHaveLength(1);
    expect(talk.state).toMatchObject({ baton: { holder: 'bot' }, callback: { phase: 'number' } });
  });

  it('in German', () => {
    const talk = new Talk('flat', { locale: 'de', chain });
    talk.state = { ...talk.state, locale: 'de' };
    expect(talk.says('Bitte rufen Sie mich morgen um 15 Uhr an').map(({ text }) => text)).toEqual([
      'Unter welcher Nummer erreichen wir Sie?',
    ]);
    expect(talk.says('0228 123456').map(({ text }) => text)).toEqual([
      'Wir rufen Sie an: Dienstag, 3. März um 15:00 MEZ, unter der Nummer, die auf 456 endet. Stimmt das?',
    ]);
    talk.says('Ja');
    expect(talk.all('create-ticket')[0]?.request.dueAt).toBe('2026-03-03T14:00:00.000Z');
  });

  it('is told when nobody works then, and can say another time instead of yes', () => {
    const { talk, say } = start();
    say('please call me');
    expect(say('saturday at 11')[0]).toBe('Nobody works at that time; this is the next one at which somebody does.');
    expect(say('0228 123456')[0]).toContain('Monday 9 March at 09:00');
    expect(say('no, wednesday at 2')[0]).toContain('Wednesday 4 March at 14:00');
    say('yes');
    expect(talk.all('create-ticket')[0]?.request.dueAt).toBe('2026-03-04T13:00:00.000Z');
  });

  it('and gets a case of its own beside a ticket that there is', () => {
    const { talk, say } = missEverybody();
    say('ticket');
    talk.fileTicket();
    for (const text of ['call me', 'tomorrow at 3', '0228 123456', 'yes']) say(text);
    const requests = talk.all('create-ticket').map(({ request }) => request);
    expect(requests.map(({ kind }) => kind)).toEqual(['ticket', 'callback']);
    expect(new Set(requests.map(({ caseKey }) => caseKey)).size).toBe(2);
  });

  it('but not where nobody calls', () => {
    const { talk, say } = start({ callback: 'none' });
    say('talk to a human');
    talk.openDesk();
    expect(say('call me back instead')).toEqual([]);
    expect(talk.all('relay-to-desk')).toHaveLength(1);
  });
});
