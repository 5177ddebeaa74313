import { describe, expect, it } from 'vitest';
import type { TicketNews } from '../ports/ticket-system.ts';
import { Talk, type TestChannel } from './testing/talk.ts';

const reply = (id: string, text = `words of ${id}`) => ({ id, agentName: 'Sarah', text });

function file(channel: TestChannel = 'flat') {
  const talk = new Talk(channel, {
    ticketLooks: [
      { everyMs: 60_000, times: 2 },
      { everyMs: 300_000, times: 1 },
    ],
  });
  talk.says('talk to a human');
  if (channel !== 'salesiq') talk.openDesk();
  talk.fire('handoff-accept');
  talk.fileTicket();
  const tell = (news: Partial<TicketNews>) =>
    talk
      .tell({ type: 'settle-ticket-news', ticketId: 't0', news: { status: 'open', replies: [], ...news } })
      .map(({ text }) => text);
  return { talk, tell };
}

describe("a ticket's agents", () => {
  it('answer into the chat, each answer once', () => {
    const { tell } = file();
    expect(tell({ replies: [reply('r1')] })).toEqual(['Sarah answered on your ticket 100: words of r1']);
    expect(tell({ replies: [reply('r1')] })).toEqual([]);
    expect(tell({ replies: [reply('r1'), reply('r2')] })).toEqual(['Sarah answered on your ticket 100: words of r2']);
  });

  it('close it and open it again, each told once', () => {
    const { tell } = file();
    expect(tell({ status: 'closed' })).toEqual(['Your ticket 100 was closed.']);
    expect(tell({ status: 'closed' })).toEqual([]);
    expect(tell({ status: 'on-hold' })).toEqual(['Your ticket 100 is open again.']);
    expect(tell({ status: 'open' })).toEqual([]);
  });

  it('are not heard over a human; their words come when the human has gone', () => {
    const { talk, tell } = file();
    talk.says('talk to a human');
    talk.openDesk();
    talk.join();
    expect(tell({ replies: [reply('r1')] })).toEqual([]);
    const before = talk.all('read-ticket').length;
    talk.complete();
    expect(talk.all('read-ticket').length).toBe(before + 1);
    expect(tell({ replies: [reply('r1')] })).toHaveLength(1);
  });

  it('are heard at once when the vendor says that something happened, and the looks by the clock go on as they were', () => {
    const { talk, tell } = file();
    const timers = talk.timers.length;
    talk.tell({ type: 'look-at-ticket', ticketId: 't0' });
    expect(talk.all('read-ticket')).toEqual([{ kind: 'read-ticket', ticketId: 't0', knownReplies: [] }]);
    expect(talk.timers).toHaveLength(timers);
    // A look by the clock was under way meanwhile, and brings the same answer.
    talk.fire('ticket-look');
    expect(tell({ replies: [reply('r1')] })).toHaveLength(1);
    expect(tell({ replies: [reply('r1')] })).toEqual([]);
    talk.tell({ type: 'look-at-ticket', ticketId: 't0' });
    expect(talk.all('read-ticket').at(-1)).toMatchObject({ knownReplies: ['r1'] });
  });

  it('are not looked for on the word of a vendor that tells of another ticket', () => {
    const { talk } = file();
    talk.tell({ type: 'look-at-ticket', ticketId: 'other' });
    expect(talk.all('read-ticket')).toEqual([]);
  });

  it('reach a customer who can be pushed to at once, and one who cannot by mail after a while', () => {
    const pushed = file('pushed');
    const before = pushed.talk.all('push-words').length;
    pushed.tell({ replies: [reply('r1')] });
    expect(pushed.talk.all('push-words').length).toBe(before + 1);
    const polled = file('flat');
    polled.tell({ replies: [reply('r1')] });
    polled.talk.fire('unheard');
    expect(polled.talk.all('mail-unheard')).toHaveLength(1);
  });

  it('of a ticket that is not of this conversation say nothing here', () => {
    const { talk } = file();
    const news: TicketNews = { status: 'closed', replies: [reply('r1')] };
    expect(talk.tell({ type: 'settle-ticket-news', ticketId: 'other', news })).toEqual([]);
  });
});

describe('looks at a ticket', () => {
  const looks = (talk: Talk): number[] =>
    talk.timers.filter(({ timer }) => timer.name === 'ticket-look').map(({ delayMs }) => delayMs);

  it('come less often with time, and end', () => {
    const { talk } = file();
    for (let count = 0; count < 4; count += 1) talk.fire('ticket-look');
    expect(looks(talk)).toEqual([60_000, 60_000, 300_000]);
    expect(talk.all('read-ticket')).toHaveLength(3);
  });

  it('end when the customer has been away for a week', () => {
    const { talk } = file();
    talk.later(8 * 24 * 3_600_000);
    talk.fire('ticket-look');
    expect(talk.all('read-ticket')).toHaveLength(0);
  });
});
