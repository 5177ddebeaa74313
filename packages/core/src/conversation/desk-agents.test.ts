import { describe, expect, it } from 'vitest';
import { Talk } from './testing/talk.ts';

const at = (minute: number): string => new Date(Date.parse('2026-03-02T10:00:00Z') + minute * 60_000).toISOString();

const ann = { id: 'a', name: 'Ann' };
const bob = { id: 'b', name: 'Bob' };
const told = (talk: Talk): string[] =>
  talk.messages.filter(({ author }) => author === 'system').map(({ text }) => text);

function talkToAnn(channel: 'flat' | 'salesiq' = 'flat'): Talk {
  const talk = new Talk(channel);
  talk.says('talk to a human');
  if (channel === 'salesiq') talk.tell({ type: 'accept-forward' });
  talk.desk({ type: 'agent-joined', agent: ann }, { at: at(1) });
  return talk;
}

describe('who of the desk is there', () => {
  it('is told once, by name, when somebody else takes over', () => {
    const talk = talkToAnn();
    talk.desk({ type: 'transfer-offered', to: 'Bob' }, { at: at(2) });
    talk.desk({ type: 'agent-assigned', agent: bob }, { at: at(3) });
    talk.desk({ type: 'agent-joined', agent: bob }, { at: at(4) });
    talk.desk({ type: 'agent-said', agent: bob, text: 'hi', attachments: [], messageId: null }, { at: at(5) });
    expect(told(talk)).toEqual(['Bob has taken over from Ann.']);
    expect(talk.state.handoff?.leg).toMatchObject({ phase: 'connected', agentName: 'Bob', agentId: 'b' });
  });

  it('is nobody else when a transfer is offered or refused, or news of an earlier one comes late', () => {
    const talk = talkToAnn();
    talk.desk({ type: 'transfer-offered', to: 'Bob' }, { at: at(2) });
    talk.desk({ type: 'transfer-rejected', by: 'Bob' }, { at: at(3) });
    talk.desk({ type: 'agent-assigned', agent: bob }, { at: at(0) });
    expect(told(talk)).toEqual([]);
    expect(talk.state.handoff?.leg.agentName).toBe('Ann');
  });

  it('are two with one name, and one with two names, as the vendor’s ids say', () => {
    const talk = talkToAnn();
    talk.desk({ type: 'agent-joined', agent: { id: 'a', name: 'Ann Example' } }, { at: at(2) });
    expect(told(talk)).toEqual([]);
    talk.desk({ type: 'agent-joined', agent: { id: 'a2', name: 'Ann' } }, { at: at(3) });
    expect(told(talk)).toHaveLength(1);
  });

  it('is not told where the vendor’s own chat shows it', () => {
    const talk = talkToAnn('salesiq');
    talk.desk({ type: 'agent-joined', agent: bob }, { at: at(2) });
    expect(told(talk)).toEqual([]);
    expect(talk.state.handoff?.leg.agentName).toBe('Bob');
  });

  it('is nobody for a while, and then the next one', () => {
    const talk = talkToAnn();
    talk.desk({ type: 'agent-assigned', agent: null }, { at: at(2) });
    talk.desk({ type: 'agent-assigned', agent: null }, { at: at(2) });
    expect(talk.state.handoff?.leg).toMatchObject({ phase: 'connected', agentName: null });
    talk.desk({ type: 'agent-assigned', agent: bob }, { at: at(3) });
    expect(told(talk)).toEqual([
      'Ann has left the chat. A colleague takes over as soon as one is free.',
      'Bob is here for you now.',
    ]);
    talk.fire('desk-unattended');
    expect(talk.state.handoff?.leg.phase).toBe('connected');
  });

  it('is nobody for too long: the wish goes on to the next step', () => {
    const talk = talkToAnn();
    talk.desk({ type: 'agent-assigned', agent: null }, { at: at(2) });
    talk.fire('desk-unattended');
    expect(talk.all('create-ticket')).toHaveLength(1);
    expect(talk.state.baton.holder).toBe('bot');
  });
});

describe('a chat that is opened again at the desk', () => {
  it('changes nothing until a human of it speaks, also where the vendor gives no times', () => {
    const talk = talkToAnn();
    talk.complete(at(2));
    expect(talk.state.baton.holder).toBe('bot');
    talk.desk({ type: 'agent-said', agent: ann, text: 'late', attachments: [], messageId: null }, { at: null });
    expect(talk.state.baton.holder).toBe('bot');
    talk.desk({ type: 'reopened' }, { at: at(3) });
    expect(talk.state.baton.holder).toBe('bot');
    talk.desk({ type: 'agent-said', agent: ann, text: 'one more', attachments: [], messageId: null }, { at: null });
    expect(talk.state.baton.holder).toBe('desk');
  });

  it('is none when the news of it is older than its end', () => {
    const talk = talkToAnn();
    talk.complete(at(3));
    talk.desk({ type: 'reopened' }, { at: at(2) });
    expect(talk.state.handoff?.leg.isAtDesk).toBe(false);
  });
});

describe('files', () => {
  const file = { name: 'screen.png', contentType: 'image/png', sizeBytes: 2_000, address: 'a' };
  const profile = { visitorId: 'v', name: 'Ann', email: null, phone: null, senderAddress: null };

  it('of the customer go to the desk after the words, each in its place', () => {
    const talk = talkToAnn();
    talk.tell({ type: 'receive-customer-message', text: 'look', attachments: [file, file], profile });
    expect(talk.all('relay-to-desk')).toMatchObject([{ position: 1, text: 'look' }]);
    expect(talk.all('relay-file')).toMatchObject([
      { position: 2, file },
      { position: 3, file },
    ]);
    expect(talk.messages.at(-1)?.text).toBe('look\n[attachment: screen.png]\n[attachment: screen.png]');
  });

  it('of an operator that no channel shows are named on both sides, after the words', () => {
    const talk = talkToAnn();
    talk.desk({ type: 'agent-said', agent: ann, text: 'see', attachments: [file], messageId: null }, { at: at(2) });
    expect(talk.messages.slice(-2).map(({ author, text, isForCustomer }) => [author, text, isForCustomer])).toEqual([
      ['agent', 'see', true],
      [
        'system',
        'Ann sent the file screen.png (2 kB), which cannot be shown here: files cannot be exchanged here.',
        true,
      ],
    ]);
    expect(talk.all('relay-to-desk')).toMatchObject([
      { text: 'The customer cannot see your file screen.png (2 kB): files cannot be exchanged here.' },
    ]);
  });

  it('that the desk did not get are named to the customer, with the reason', () => {
    const talk = talkToAnn();
    const legKey = talk.state.handoff?.leg.key ?? '';
    talk.tell({ type: 'settle-file', legKey, name: 'screen.png', sizeBytes: 2_000, problem: 'file-too-big' });
    expect(told(talk)).toEqual(['Your file screen.png (2 kB) could not be passed on: it is too big.']);
  });
});
