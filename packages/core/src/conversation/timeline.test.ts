import { expect, it } from 'vitest';
import { conversationId } from '../ids.ts';
import { plainChain } from './chain-settings.ts';
import { listHandoffChanges } from './handoff-changes.ts';
import { initialConversation } from './state.ts';
import { Talk } from './testing/talk.ts';
import { readTimeline } from './timeline.ts';

const at = new Date('2026-03-02T10:00:00Z');
const told = (talk: Talk, key: string) =>
  readTimeline(
    talk.events.map(({ type, ...data }) => ({ type, data, at })),
    key,
  ).map(({ type, desk, detail }) => [type, desk, detail]);

const chain = (steps: (typeof plainChain)['steps']) => ({
  handoffChain: ['salesiq', 'second'],
  chain: { ...plainChain, steps },
});

it('tells every step of a handoff in its order, and nothing of another one', () => {
  const talk = new Talk('flat', chain({}));
  talk.says('talk to a human');
  talk.openDesk();
  talk.miss();
  talk.openDesk();
  talk.join();
  talk.agentSays('Hello.');
  talk.agentSays('Are you there?');
  const said = { type: 'agent-said' as const, text: 'I took over.', attachments: [], messageId: null };
  talk.desk({ ...said, agent: { id: 'a2', name: 'Tom' } });
  talk.complete();
  talk.says('talk to a human');
  expect(told(talk, 'c1-h1')).toEqual([
    ['requested', null, 'the customer asked for a human'],
    ['offered', 'salesiq', null],
    ['accepted', 'salesiq', null],
    ['step-failed', 'salesiq', 'missed'],
    ['offered', 'second', null],
    ['accepted', 'second', null],
    ['joined', 'second', 'Sarah'],
    ['first-word', 'second', null],
    ['transferred', 'second', 'Tom'],
    ['ended', 'second', 'completed'],
  ]);
  expect(told(talk, 'c1-h2').map(([type]) => type)).toEqual(['requested', 'offered']);
  expect(told(talk, 'c1-h3')).toEqual([]);
});

it('tells which desks were left out and why, also when none was asked', () => {
  const full = { acceptMs: null, calendar: null, chatsMax: 1, breaker: null, silentMs: null };
  const talk = new Talk('flat', chain({ salesiq: full, second: full }));
  const live = [{ legKey: 'a', phase: 'waiting' as const, since: at.toISOString() }];
  for (const desk of ['salesiq', 'second']) talk.loads.set(desk, { live, answerMs: [], failures: [] });
  talk.says('talk to a human');
  expect(told(talk, 'c1-h1')).toEqual([
    ['requested', null, 'the customer asked for a human'],
    ['skipped', 'salesiq', 'full'],
    ['skipped', 'second', 'full'],
  ]);
});

it('what a turn changes is one entry for each leg and handoff it touches', () => {
  const talk = new Talk('flat', chain({}));
  talk.says('talk to a human');
  talk.openDesk();
  talk.miss();
  const before = initialConversation({ id: conversationId('c1'), channel: 'flat', chatId: 'chat' });
  const { legs, handoffs } = listHandoffChanges(before, talk.events, at);
  expect(legs).toMatchObject([
    { key: 'c1-h1', desk: 'salesiq', isLive: false, end: { reason: 'missed', isVendorFailure: false } },
    { key: 'c1-h1.2', desk: 'second', isLive: true, end: null },
  ]);
  expect(handoffs).toMatchObject([{ key: 'c1-h1', desk: 'second', connectedAt: null, outcome: null }]);
});
