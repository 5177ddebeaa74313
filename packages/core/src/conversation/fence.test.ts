import { describe, expect, it } from 'vitest';
import { findStaleReason, isSuperseded } from './fence.ts';
import { Talk } from './testing/talk.ts';

describe('words', () => {
  it('of the bot are not said any more once a human has the word, up to the last before that', () => {
    const talk = new Talk('flat', { handoffChain: ['salesiq', 'second'] });
    talk.says('talk to a human');
    const [last] = talk.fire('handoff-accept');
    expect(last?.text).toContain('another team');
    expect(talk.messages.filter((message) => isSuperseded(message, talk.state))).toEqual([]);
    talk.join();
    const bot = talk.messages.filter(({ author }) => author === 'bot');
    expect(bot.at(-1)).toBe(last);
    expect(bot.filter((message) => !isSuperseded(message, talk.state))).toEqual([]);
  });

  it('of the human, and of the bot after that, are', () => {
    const talk = new Talk();
    talk.says('talk to a human');
    talk.join();
    talk.agentSays('It is done.');
    const [after] = talk.complete();
    const agent = talk.messages.find(({ author }) => author === 'agent');
    for (const message of [agent, after]) {
      if (message === undefined) throw new TypeError('something was said');
      expect(isSuperseded(message, talk.state)).toBe(false);
    }
  });
});

describe('what was written before the handoff', () => {
  it('reaches the desk also when nobody had come in time: the place of every later word is counted from it', () => {
    const talk = new Talk('flat');
    talk.says('talk to a human');
    talk.openDesk();
    const [history] = talk.all('send-history');
    if (history === undefined) throw new TypeError('a desk is told of what came before');
    talk.fire('handoff-accept');
    expect(talk.state.handoff?.leg.phase).toBe('over');
    expect(findStaleReason(history, talk.state)).toBeNull();
    talk.says('talk to a human');
    expect(findStaleReason(history, talk.state)).not.toBeNull();
  });
});
