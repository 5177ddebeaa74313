import { describe, expect, it } from 'vitest';
import { plainChain } from './chain-settings.ts';
import { Talk } from './testing/talk.ts';

const told = (talk: Talk): string[] =>
  talk.messages.filter(({ author }) => author !== 'customer' && author !== 'agent').map(({ text }) => text);
const waits = (talk: Talk): number[] =>
  talk.timers.filter(({ timer }) => timer.name === 'agent-silent').map(({ delayMs }) => delayMs);
const stepOf = (silentMs: number) => ({ acceptMs: null, calendar: null, chatsMax: null, breaker: null, silentMs });

function talkToSarah(settings: ConstructorParameters<typeof Talk>[1] = {}): Talk {
  const talk = new Talk('flat', { handoffChain: ['salesiq', 'second'], ...settings });
  talk.says('talk to a human');
  talk.join();
  return talk;
}

describe('a human who does not answer', () => {
  it('loses the chat to the next desk; the customer and the human are told', () => {
    const talk = talkToSarah();
    talk.fire('agent-silent');
    expect(told(talk).slice(-2)).toEqual([
      'Sarah has not answered for a while, so I am taking the chat back.',
      'I am asking another team. One moment, please.',
    ]);
    expect(talk.all('close-desk')).toMatchObject([{ desk: 'salesiq', text: expect.stringContaining('kept with') }]);
    expect(talk.state.handoff?.leg).toMatchObject({ desk: 'second', phase: 'opening' });
    expect(talk.events).toContainEqual({ type: 'leg-failed', legKey: 'c1-h1', reason: 'human-silent' });
  });

  it('loses it to a ticket after the last desk, which says what happened', () => {
    const talk = talkToSarah({ handoffChain: ['salesiq'] });
    talk.fire('agent-silent');
    expect(talk.all('create-ticket')[0]?.request.descriptionLines).toContain(
      'The customer was with a human who gave no more answer, and nobody else could take the chat.',
    );
    expect(told(talk).at(-1)).toContain('no longer there and nobody else could take the chat');
    expect(talk.state.case?.tags).toEqual(['human-gone']);
  });

  it('has as long as the step says, from the first words that nobody answered', () => {
    const talk = talkToSarah({ chain: { ...plainChain, steps: { salesiq: stepOf(120_000) } } });
    talk.agentSays('hello');
    talk.says('it is broken');
    talk.says('really');
    expect(waits(talk)).toEqual([120_000, 120_000]);
    talk.fire('agent-silent');
    expect(talk.state.handoff?.leg.desk).toBe('second');
  });

  it('keeps the chat with any answer, and while the customer says nothing', () => {
    const talk = talkToSarah();
    talk.says('it is broken');
    talk.agentSays('I see');
    talk.fire('agent-silent');
    expect(talk.state.handoff?.leg).toMatchObject({ desk: 'salesiq', phase: 'connected', awaitedSeq: null });
  });

  it('is never asked for where the step says so, nor where the vendor has the customer', () => {
    expect(waits(talkToSarah({ chain: { ...plainChain, steps: { salesiq: stepOf(0) } } }))).toEqual([]);
    const forwarded = new Talk('salesiq');
    forwarded.says('talk to a human');
    forwarded.tell({ type: 'accept-forward' });
    forwarded.join();
    expect(waits(forwarded)).toEqual([]);
  });

  it('gets the chat back with a late word as long as no other desk was asked', () => {
    const talk = talkToSarah({ handoffChain: ['salesiq'] });
    talk.fire('agent-silent');
    talk.agentSays('sorry, here I am');
    expect(talk.state.baton.holder).toBe('desk');
    expect(talk.messages.at(-1)).toMatchObject({ author: 'agent', text: 'sorry, here I am', isForCustomer: true });
  });

  it('is not lost with a late word when another desk has been asked: it is kept', () => {
    const talk = talkToSarah();
    const reference = talk.state.handoff?.leg.reference ?? '';
    talk.fire('agent-silent');
    talk.openDesk();
    talk.desk(
      {
        type: 'agent-said',
        agent: { id: null, name: 'Sarah' },
        text: 'try turning it off',
        attachments: [],
        messageId: null,
      },
      { desk: 'salesiq', reference },
    );
    expect(talk.messages.at(-1)).toMatchObject({ author: 'agent', text: 'try turning it off', isForCustomer: false });
    expect(talk.state.handoff?.leg).toMatchObject({ desk: 'second', phase: 'waiting' });
  });

  it('answers nobody with a late word: whoever has the chat now is still waited for', () => {
    const talk = talkToSarah();
    const reference = talk.state.handoff?.leg.reference ?? '';
    talk.fire('agent-silent');
    talk.openDesk();
    talk.desk({ type: 'agent-joined', agent: { id: 'b', name: 'Bob' } });
    talk.says('are you there?');
    const { lastAgentSeq, handoff } = talk.state;
    const late = { text: 'try turning it off', attachments: [], messageId: null };
    talk.desk({ type: 'agent-said', agent: { id: null, name: 'Sarah' }, ...late }, { desk: 'salesiq', reference });
    expect(talk.state).toMatchObject({ lastAgentSeq, handoff: { leg: { awaitedSeq: handoff?.leg.awaitedSeq } } });
    talk.fire('agent-silent');
    expect(talk.state.baton.holder).toBe('bot');
  });
});

describe('a desk that breaks while a human has the chat', () => {
  it('is told to the customer as what it is', () => {
    const talk = talkToSarah();
    talk.tell({ type: 'fail-leg', legKey: 'c1-h1', reason: 'relay-unavailable' });
    expect(told(talk).slice(-2)).toEqual([
      'The connection to my colleague was lost.',
      'I am asking another team. One moment, please.',
    ]);
  });

  it('and will never take one message keeps the chat; the customer is told', () => {
    const talk = talkToSarah();
    talk.tell({ type: 'settle-refused-words', legKey: 'c1-h1' });
    expect(told(talk).at(-1)).toContain('could not be passed on');
    expect(talk.state.handoff?.leg.phase).toBe('connected');
  });
});

describe('a message that a desk will never take, in a chat where another bot answers', () => {
  it('brings the wish to a ticket, and the customer is told', () => {
    const talk = new Talk('elsewhere');
    const profile = { visitorId: 'v', name: 'Ann', email: 'ann@example.com', phone: null, senderAddress: null };
    talk.tell({ type: 'start-elsewhere', profile, history: [], title: null, lines: [], desks: null });
    talk.join();
    const said = talk.tell({ type: 'settle-refused-words', legKey: talk.state.handoff?.leg.key ?? '' });
    expect(said.map(({ text }) => text).join()).toContain('ticket');
    expect(talk.all('create-ticket')).toHaveLength(1);
  });
});

describe("an operator's words to the customer", () => {
  const ann = { id: 'a', name: 'Ann' };
  const file = { name: 'plan.pdf', contentType: 'application/pdf', sizeBytes: 9, address: 'file-1' };
  const atSecond = (): Talk => {
    const talk = new Talk('flat', { handoffChain: ['second'] });
    talk.says('talk to a human');
    talk.openDesk();
    return talk;
  };

  it('are followed by what became of them, where the desk has that and told an id', () => {
    const talk = atSecond();
    talk.desk({ type: 'agent-said', agent: ann, text: 'hello', attachments: [], messageId: 'm1' });
    talk.desk({ type: 'agent-said', agent: ann, text: 'again', attachments: [], messageId: null });
    expect(talk.all('report-receipt')).toEqual([
      { kind: 'report-receipt', desk: 'second', reference: 'd1', messageId: 'm1', seq: talk.state.lastAgentSeq - 1 },
    ]);
    const elsewhere = talkToSarah();
    elsewhere.desk({ type: 'agent-said', agent: ann, text: 'hello', attachments: [], messageId: 'm1' });
    expect(elsewhere.all('report-receipt')).toEqual([]);
  });

  it('bring files as links, which are kept by name alone', () => {
    const talk = atSecond();
    talk.desk({ type: 'agent-said', agent: ann, text: 'see', attachments: [file], messageId: 'm1' });
    expect(talk.messages.slice(-2)).toMatchObject([
      { author: 'agent', text: 'see' },
      {
        ...{ author: 'agent', authorName: 'Ann', text: '[attachment: plan.pdf]', isForCustomer: true },
        exact: 'plan.pdf (9 B): https://baton.example/files/second-plan.pdf',
      },
    ]);
  });

  it('say honestly that a file cannot be had', () => {
    const talk = atSecond();
    const gone = { ...file, address: null };
    talk.desk({ type: 'agent-said', agent: ann, text: '', attachments: [gone], messageId: null });
    expect(told(talk).at(-1)).toContain('plan.pdf (9 B), which cannot be shown here: it can no longer be fetched.');
    expect(
      talk
        .all('relay-to-desk')
        .map(({ text }) => text)
        .join(''),
    ).toContain('cannot see your file');
  });
});
