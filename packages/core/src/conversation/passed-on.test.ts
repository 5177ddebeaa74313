import { describe, expect, it } from 'vitest';
import { Talk } from './testing/talk.ts';

const ann = { id: 'a', name: 'Ann' };

function talkAt(chain: string[]): Talk {
  const talk = new Talk('flat', { handoffChain: chain });
  talk.says('talk to a human');
  talk.openDesk();
  talk.desk({ type: 'agent-joined', agent: ann });
  return talk;
}

describe('an operator who passes a chat on', () => {
  it('lets the desk they name be asked, and says nothing at their own', () => {
    const talk = talkAt(['salesiq', 'second']);
    talk.desk({ type: 'passed-on', to: 'second' });
    expect(talk.state.handoff).toMatchObject({ position: 1, leg: { desk: 'second', phase: 'opening' } });
    expect(talk.messages.at(-1)?.text).toBe('Your chat is being passed on to another team. One moment, please.');
    expect(talk.all('close-desk')).toEqual([]);
    expect(talk.state.baton.holder).toBe('desk');
  });

  it('makes a ticket of it where no other desk comes later, or where they ask for one', () => {
    for (const chain of [['salesiq'], ['salesiq', 'second']]) {
      const talk = talkAt(chain);
      talk.desk({ type: 'passed-on', to: 'ticket' });
      expect(talk.all('create-ticket')).toHaveLength(1);
      expect(talk.messages.at(-1)?.text).toContain('takes this further by e-mail');
      expect(talk.state.baton.holder).toBe('bot');
      expect(talk.state.case?.tags).toEqual(['passed-on']);
    }
  });

  it('keeps the ticket that is there, and does not say that nobody could take the chat', () => {
    const talk = talkAt(['salesiq']);
    talk.desk({ type: 'passed-on', to: 'ticket' });
    talk.fileTicket();
    talk.says('talk to a human');
    talk.openDesk();
    talk.desk({ type: 'agent-joined', agent: ann });
    talk.desk({ type: 'passed-on', to: 'ticket' });
    expect(talk.messages.at(-1)?.text).toBe(
      'Our team takes this further by e-mail: your ticket 100 stays open, with everything we have written.',
    );
  });

  it('is not heard once the chat is elsewhere', () => {
    const talk = talkAt(['salesiq', 'second']);
    talk.desk({ type: 'passed-on', to: 'second' });
    const decided = talk.all('open-desk').length;
    talk.desk({ type: 'passed-on', to: 'ticket' }, { desk: 'salesiq' });
    expect(talk.all('open-desk')).toHaveLength(decided);
    expect(talk.all('create-ticket')).toEqual([]);
  });
});
