import { describe, expect, it } from 'vitest';
import type { ConversationCommand } from './commands.ts';
import { sarah, Talk } from './testing/talk.ts';

const ben = { id: '7', name: 'Ben' };
const wish: ConversationCommand = {
  type: 'start-elsewhere',
  profile: { visitorId: 'u1', name: 'Ana', email: 'ana@example.org', phone: null, senderAddress: null },
  history: [
    { author: 'customer', text: 'My order never arrived' },
    { author: 'bot', text: 'Do you want to talk to a person?' },
  ],
  title: 'Refund',
  lines: ['Customer wants a refund', 'priority: high'],
  desks: ['second', 'salesiq'],
};

function start(changed: Partial<typeof wish> = {}): Talk {
  const talk = new Talk('elsewhere');
  talk.tell({ ...wish, ...changed } as ConversationCommand);
  return talk;
}

/** What goes to the chat, in order. */
const upstream = (talk: Talk) =>
  talk.effects
    .filter(({ destination }) => destination === 'upstream')
    .map(({ action }) => (action.kind === 'announce-agent' ? `agent ${action.agentName}` : action.kind));
const said = (talk: Talk) => talk.messages.filter(({ isForCustomer }) => isForCustomer).map(({ text }) => text);

describe('a chat that another bot answers', () => {
  it('goes to the desks of the wish, with history, title and what else is known, and nothing is said', () => {
    const talk = start();
    expect(talk.state.handoff).toMatchObject({
      chain: ['second', 'salesiq'],
      leg: { desk: 'second', historyToSeq: 2 },
    });
    expect(talk.all('open-desk')[0]?.summary).toMatch(
      /Ana <ana@example.org>[\s\S]*Customer wants a refund; priority: high[\s\S]*Reason: Refund/,
    );
    expect(talk.messages.map(({ author, text }) => `${author}: ${text}`)).toEqual([
      'customer: My order never arrived',
      'bot: Do you want to talk to a person?',
    ]);
    expect(said(talk)).toEqual([]);
    expect(talk.effects.find(({ action }) => action.kind === 'hold-words')?.delayMs).toBe(2_000);
  });

  it('begins once, however often the wish comes', () => {
    const talk = start();
    talk.tell(wish);
    expect(talk.all('open-desk')).toHaveLength(1);
  });

  it('tells each operator who takes it once, before their words, and the end after the last', () => {
    const talk = start({ desks: ['salesiq'] });
    talk.join();
    talk.agentSays('Hello');
    talk.agentSays('How can I help?');
    talk.desk({ type: 'agent-joined', agent: ben });
    talk.desk({ type: 'agent-said', agent: ben, text: 'I take over', attachments: [], messageId: null });
    talk.complete();
    expect(upstream(talk)).toEqual([
      ...['hold-words', 'agent Sarah', 'push-words', 'push-words', 'agent Ben', 'push-words', 'announce-end'],
    ]);
    expect(talk.all('push-words').map(({ toSeq }) => toSeq)).toEqual([3, 4, 5]);
    expect(talk.state.status).toBe('closed');
    expect(said(talk)).toEqual(['Hello', 'How can I help?', 'I take over']);
  });

  it('relays the customer, also what our own bot would take for a command, and the other bot by name', () => {
    const talk = start({ desks: ['salesiq'] });
    talk.says('cancel');
    talk.tell({ type: 'note-bot-words', text: '( The user has ended the session. )' });
    expect(talk.all('relay-to-desk').map(({ text }) => text)).toEqual([
      'cancel',
      'Bot: ( The user has ended the session. )',
    ]);
    expect(said(talk)).toEqual([]);
  });

  it('says which ticket it has become when nobody comes, and only then ends', () => {
    const talk = start();
    talk.miss();
    expect(upstream(talk)).toEqual(['hold-words']);
    talk.miss();
    expect(upstream(talk)).toEqual(['hold-words', 'push-words']);
    talk.fileTicket();
    expect(upstream(talk)).toEqual(['hold-words', 'push-words', 'push-words', 'announce-end']);
    expect(said(talk)).toEqual([expect.stringMatching(/ticket/), expect.stringMatching(/100/)]);
    expect(talk.all('create-ticket')[0]?.request).toMatchObject({ subject: 'Refund' });
  });

  it('does not wait for a ticket that is late, and says that the case is recorded', () => {
    const talk = start({ desks: ['salesiq'] });
    talk.miss();
    talk.fire('ticket-late');
    expect(upstream(talk).slice(-2)).toEqual(['push-words', 'announce-end']);
    const before = said(talk).length;
    talk.fileTicket();
    expect(said(talk)).toHaveLength(before);
    expect(upstream(talk).at(-1)).toBe('announce-end');
  });

  it('files a ticket where no desk can be asked', () => {
    const talk = start({ desks: ['nowhere'] });
    expect(talk.all('create-ticket')).toHaveLength(1);
    talk.fileTicket();
    expect(upstream(talk).at(-1)).toBe('announce-end');
  });

  it('closes the desk when the customer has ended it, and sends nothing back', () => {
    const talk = start({ desks: ['salesiq'] });
    talk.openDesk();
    const before = upstream(talk);
    talk.tell({ type: 'end-elsewhere' });
    expect(talk.all('close-desk')).toMatchObject([{ desk: 'salesiq', reference: 'd1' }]);
    expect(upstream(talk)).toEqual(before);
    expect(talk.state).toMatchObject({ status: 'closed', baton: { holder: 'bot' } });
    talk.tell({ type: 'end-elsewhere' });
    expect(talk.all('close-desk')).toHaveLength(1);
  });

  it('keeps what is said after the end, and brings it to nobody', () => {
    const talk = start({ desks: ['salesiq'] });
    talk.join('2026-03-02T10:00:01Z');
    talk.complete('2026-03-02T10:00:02Z');
    const before = upstream(talk);
    talk.says('Are you still there?');
    talk.agentSays('One more thing', '2026-03-02T10:00:03Z');
    talk.desk({ type: 'agent-joined', agent: sarah }, { at: '2026-03-02T10:00:04Z' });
    expect(upstream(talk)).toEqual(before);
    expect(talk.state.status).toBe('closed');
    expect(talk.messages.slice(-2).map(({ text }) => text)).toEqual(['Are you still there?', 'One more thing']);
  });

  it('tells the other bot at once that nobody has the chat when words come for one that never began', () => {
    const talk = new Talk('elsewhere');
    talk.says('Hello?');
    expect(upstream(talk)).toEqual(['announce-end']);
    expect(talk.messages.map(({ author }) => author)).toEqual(['customer']);
  });
});
