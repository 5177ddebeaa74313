import { describe, expect, it } from 'vitest';
import { rightCode, Talk } from './testing/talk.ts';

/** Words that bring a customer to a step of each kind that waits for an answer. */
const ways: [string, string[]][] = [
  ['choose', ['second screen not detected']],
  ['instruct', ['second screen not detected', 'single']],
  ['confirm', ['reboot my server']],
  ['ask', ['reset my password']],
  ['verify, while the address is looked up', ['reset my password', 'ann@example.com']],
];

function goTo(way: string[]): Talk {
  const talk = new Talk();
  for (const text of way) talk.says(text);
  return talk;
}

/** At the step where a code is waited for. */
function awaitCode(): Talk {
  const talk = goTo(['reset my password', 'ann@example.com']);
  talk.lookUp();
  return talk;
}

describe.each([...ways, ['verify, waiting for the code', null] as const])('global commands at %s', (_kind, way) => {
  const start = (): Talk => (way === null ? awaitCode() : goTo([...way]));

  it('human: hands over', () => {
    const talk = start();
    talk.says('can I speak to a real person');
    expect(talk.state.baton.holder).toBe('desk');
    expect(talk.state.run).toBeNull();
  });

  it('cancel: ends the workflow, and the next wish is a new case', () => {
    const talk = start();
    expect(talk.says('cancel')[0]?.text).toContain('cancelled');
    expect(talk.state.run).toBeNull();
    talk.says('reboot my server');
    expect(talk.state.run?.workflow).toBe('server-reboot');
    expect(talk.state.caseCount).toBe(2);
  });

  it('restart: ends the workflow and offers all', () => {
    const talk = start();
    const [answer] = talk.says('start over');
    expect(talk.state.run).toBeNull();
    expect(answer?.suggestions).toContain('Talk to a human');
  });

  it('help: explains and leaves the workflow where it is', () => {
    const talk = start();
    const before = talk.state.run;
    expect(talk.says('help')[0]?.text).toContain('back');
    expect(talk.state.run).toEqual(before);
  });

  it('back: asks the question before again, or says that there is none', () => {
    const talk = start();
    const before = talk.state.run?.visited.at(-1);
    const words = talk.says('back');
    expect(words.length).toBeGreaterThan(0);
    if (before === undefined) expect(words[0]?.text).toContain('first step');
    else expect(talk.state.run?.step).toBe(before);
  });
});

describe('a wrong answer', () => {
  it.each([
    ['choose', ways[0]?.[1] ?? [], 'A single monitor'],
    ['instruct', ways[1]?.[1] ?? [], 'Yes'],
    ['confirm', ways[2]?.[1] ?? [], 'Yes'],
  ])('at %s is explained with what can be chosen, and three in a row offer a human', (_kind, way, choice) => {
    const talk = goTo([...way]);
    expect(talk.says('purple')[0]?.suggestions).toContain(choice);
    talk.says('purple');
    expect(talk.says('purple')[0]?.suggestions).toEqual(expect.arrayContaining([choice, 'Talk to a human']));
  });

  it('as a code is counted, the third goes to a human, and none of them is stored', () => {
    const talk = awaitCode();
    for (const code of ['11111111', '22222222', '33333333']) talk.says(code);
    expect(talk.state.baton.holder).toBe('desk');
    expect(JSON.stringify([talk.state, talk.messages, talk.effects])).not.toMatch(/11111111|22222222|33333333/);
  });

  it('does not keep the right code either', () => {
    const talk = awaitCode();
    talk.says(rightCode);
    expect(talk.state.assurance).toBe('verified');
    expect(JSON.stringify([talk.state, talk.messages, talk.effects])).not.toContain(rightCode);
  });
});

describe('small talk', () => {
  it.each(['hello', 'Hello again', 'hi there!', 'good morning team', "I'm back", 'hey, hello'])(
    'greets: %s',
    (text) => {
      expect(new Talk().says(text)[0]?.text).toContain('Hello');
    },
  );

  it.each([
    'thanks',
    'Thank you so much!',
    'great, thanks a lot',
    "ok that's all, bye",
    'thank you, that is all',
    'perfect',
  ])('takes thanks: %s', (text) => {
    expect(new Talk().says(text)[0]?.text).toContain('welcome');
  });

  it.each(['hello my printer is on fire', 'thanks but it is still broken', 'great disaster here'])(
    'hears the problem in: %s',
    (text) => {
      expect(new Talk().says(text)[0]?.text).toContain('not sure I understood');
    },
  );
});

describe('the codes of one conversation', () => {
  const askForCode = (talk: Talk, isKnown: boolean): string => {
    talk.says('reset my password');
    const [answer] = talk.says('ann@example.com');
    talk.lookUp(isKnown);
    if (talk.state.run !== null) talk.says('cancel');
    return answer?.text ?? '';
  };

  it('come to an end after five, in the same words whether the account exists or not, and with a human', () => {
    const [known, unknown] = [true, false].map((isKnown) => {
      const talk = new Talk();
      const words = Array.from({ length: 6 }, () => askForCode(talk, isKnown));
      return { talk, words };
    });
    expect(known?.words).toEqual(unknown?.words);
    expect(known?.words.at(-1)).toContain('colleague will check');
    expect(known?.talk.state.baton.holder).toBe('desk');
    expect(unknown?.talk.state.baton.holder).toBe('desk');
    expect(known?.talk.all('send-mail')).toHaveLength(5);
    expect(unknown?.talk.all('send-mail').map(({ to }) => to)).toEqual(Array(5).fill(null));
  });
});
