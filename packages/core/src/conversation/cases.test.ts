import { describe, expect, it } from 'vitest';
import { parseState } from './state-schema.ts';
import { Talk } from './testing/talk.ts';

/** A monitor that two sets of instructions did not help: asks for a ticket. */
function failAtMonitor(talk: Talk): void {
  for (const text of ['second screen not detected', 'single', 'no', 'no']) talk.says(text);
}

const minuteMs = 60_000;

describe('one case, one ticket', () => {
  it('keeps a human who is asked for right after the ticket on that ticket', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    talk.fileTicket();
    talk.later(5 * minuteMs);
    talk.says('talk to a human');
    talk.openDesk();
    talk.join();
    talk.agentSays('A new cable is on its way.');
    talk.complete();
    expect(talk.all('create-ticket')).toHaveLength(1);
    const notes = talk.all('add-history');
    expect(notes.map(({ ticketId }) => ticketId)).toEqual(['t0', 't0']);
    const agentSeq = talk.messages.find(({ author }) => author === 'agent')?.seq ?? 0;
    expect(notes.at(-1)).toMatchObject({ fromSeq: (notes[0]?.toSeq ?? 0) + 1 });
    expect(notes.at(-1)?.toSeq).toBeGreaterThanOrEqual(agentSeq);
  });

  it('names the ticket when nobody comes, and makes no second one', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    talk.fileTicket();
    talk.says('talk to a human');
    const words = talk.miss().map(({ text }) => text);
    expect(words.join(' ')).toContain('ticket 100 stays open');
    expect(talk.all('create-ticket')).toHaveLength(1);
  });

  it('ends the case again when the wish is taken back', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    talk.fileTicket();
    talk.says('talk to a human');
    talk.says('cancel');
    talk.later(24 * 60 * minuteMs);
    talk.says('talk to a human');
    talk.miss();
    expect(talk.all('create-ticket')).toHaveLength(2);
  });

  it('waits for its ticket also in a state that an earlier version stored', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    talk.says('restart');
    talk.says('reboot my server');
    const { casesAwaitingTicket, ...state } = talk.state;
    expect(casesAwaitingTicket).toHaveLength(1);
    const stored = { ...state, casesInTheMaking: casesAwaitingTicket };
    expect(parseState(JSON.parse(JSON.stringify(stored)))).toEqual(talk.state);
  });

  it('opens a new case for who comes back hours later', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    talk.fileTicket();
    talk.later(3 * 60 * minuteMs);
    talk.says('talk to a human');
    talk.miss();
    const keys = talk.all('create-ticket').map(({ request }) => request.caseKey);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
  });

  it('files a second wish while the first ticket is still to be made, and gives each its own', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    for (const text of ['reboot my server', 'yes', 'srv-1', 'yes', 'now', 'yes']) talk.says(text);
    expect(talk.all('create-ticket').map(({ request }) => request.workflow)).toEqual([
      'monitor-setup',
      'server-reboot',
    ]);
    expect(talk.fileTicket(1)).toHaveLength(1);
    expect(talk.state.case?.ticket).toMatchObject({ phase: 'created', number: '101' });
    expect(talk.fileTicket(0).map(({ text }) => text)).toEqual([expect.stringContaining('100')]);
    expect(talk.state.casesAwaitingTicket).toEqual([]);
    expect(talk.state.case?.ticket).toMatchObject({ number: '101' });
    expect(talk.all('add-history').map(({ ticketId }) => ticketId)).toEqual(['t1', 't0']);
  });

  it('takes the same answer of the ticket system once', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    expect(talk.fileTicket()).toHaveLength(1);
    expect(talk.fileTicket()).toHaveLength(0);
    expect(talk.all('send-mail').map(({ to }) => to)).toEqual(['ann@example.com', 'team@example.com']);
  });
});

describe('what a desk is told', () => {
  it('names the workflow and the answers when a human is asked for in the middle of it', () => {
    const talk = new Talk();
    for (const text of ['reboot my server', 'yes', 'srv-12', 'talk to a human']) talk.says(text);
    const { summary } = talk.all('open-desk')[0] ?? { summary: '' };
    expect(summary).toContain('Workflow: server-reboot');
    expect(summary).toContain('srv-12');
  });

  it('names what was collected when the workflow itself asks for a human', () => {
    const talk = new Talk();
    for (const text of ['reboot my server', 'yes', 'srv-12', 'yes', 'now', 'yes']) talk.says(text);
    const { summary } = talk.all('open-desk')[0] ?? { summary: '' };
    expect(summary).toContain('Workflow: server-reboot');
    expect(summary).toContain('srv-12');
  });

  it('makes the ticket of a missed chat one of the workflow it came from', () => {
    const talk = new Talk();
    for (const text of ['reboot my server', 'yes', 'talk to a human']) talk.says(text);
    talk.miss();
    expect(talk.all('create-ticket')[0]?.request).toMatchObject({
      workflow: 'server-reboot',
      priority: 'high',
      subject: 'Reboot a server - Ann',
    });
  });
});

describe('a ticket that was refused and is made after all', () => {
  const refuse = (talk: Talk): void => {
    const caseKey = talk.all('create-ticket')[0]?.request.caseKey;
    if (caseKey === undefined) throw new TypeError('no ticket was asked for');
    const result = { type: 'refused' as const, code: 'invalid' };
    talk.tell({ type: 'settle-ticket', caseKey, result });
  };

  it('is told to the customer and gets chat and mails', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    refuse(talk);
    expect(talk.state.case?.ticket.phase).toBe('refused');
    expect(talk.fileTicket().map(({ text }) => text)).toEqual([expect.stringContaining('100')]);
    expect(talk.all('add-history')).toHaveLength(1);
    expect(talk.state.latestTicket?.number).toBe('100');
  });

  it('is so also when the customer has gone on to another case', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    refuse(talk);
    for (const text of ['reboot my server', 'yes', 'srv-1']) talk.says(text);
    expect(talk.fileTicket().map(({ text }) => text)).toEqual([expect.stringContaining('100')]);
    expect(talk.state.casesAwaitingTicket).toEqual([]);
    expect(talk.state.run?.workflow).toBe('server-reboot');
  });

  it('leaves the next wish a case of its own, which ends in a ticket', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    refuse(talk);
    talk.says('talk to a human');
    talk.miss();
    expect(talk.all('create-ticket')).toHaveLength(2);
  });

  it('is no ticket to promise: who waits for a human meanwhile is told of the mail', () => {
    const talk = new Talk();
    for (const text of ['reboot my server', 'yes', 'srv-12', 'yes', 'now', 'yes']) talk.says(text);
    expect(talk.state.baton.holder).toBe('desk');
    refuse(talk);
    const words = talk.miss().map(({ text }) => text);
    expect(words.join(' ')).toContain('by e-mail');
    expect(words.join(' ')).not.toContain('Your ticket');
    expect(talk.all('send-mail').filter(({ to }) => to === 'team@example.com').length).toBeGreaterThan(1);
    talk.says('talk to a human');
    talk.miss();
    expect(talk.all('create-ticket')).toHaveLength(2);
  });

  it('is reported as refused once', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    refuse(talk);
    const mails = talk.all('send-mail').length;
    refuse(talk);
    expect(talk.all('send-mail')).toHaveLength(mails);
  });
});

describe('a human who is there', () => {
  it.each<[string, (talk: Talk) => unknown[]]>([
    ['a late miss', (talk) => talk.miss()],
    ['a late failure of the hand-over', (talk) => talk.tell({ type: 'report-forward-failure', cause: 'offline' })],
    ['the timer of the time to accept', (talk) => talk.fire('handoff-accept')],
  ])('is not interrupted by %s', (_what, happen) => {
    const talk = new Talk('salesiq');
    talk.says('talk to a human');
    talk.tell({ type: 'accept-forward' });
    talk.join();
    expect(happen(talk)).toEqual([]);
    expect(talk.state.baton.holder).toBe('desk');
    expect(talk.state.handoff?.leg.phase).toBe('connected');
    expect(talk.says('hello?')).toEqual([]);
  });

  it('hears nothing from the bot of a ticket that is made meanwhile, and the customer gets a mail', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    talk.says('talk to a human');
    talk.join();
    expect(talk.fileTicket()).toEqual([]);
    expect(talk.all('send-mail').map(({ to }) => to)).toContain('ann@example.com');
  });
});

it('puts what was answered so far into the ticket of a chat that nobody took', () => {
  const talk = new Talk();
  for (const text of ['reboot my server', 'yes', 'srv-12', 'talk to a human']) talk.says(text);
  talk.miss();
  expect(talk.all('create-ticket')[0]?.request.descriptionLines.join(' ')).toContain('srv-12');
});

describe('a ticket that is long in coming', () => {
  it('is told of once: that the case is recorded, and how its number will come', () => {
    const talk = new Talk();
    failAtMonitor(talk);
    expect(talk.fire('ticket-late').map(({ text }) => text)).toEqual([
      expect.stringMatching(/^Your case is recorded\..*get it here, or by e-mail if you have left\.$/),
    ]);
    talk.fileTicket();
    expect(talk.messages.at(-1)?.text).toContain('Ticket number: 100');
    expect(talk.fire('ticket-late')).toEqual([]);
  });

  it('promises no mail to somebody whose address is not known', () => {
    const talk = new Talk();
    const profile = { visitorId: 'v', name: null, email: null, phone: null, senderAddress: null };
    for (const text of ['second screen not detected', 'single', 'no', 'no'])
      talk.tell({ type: 'receive-customer-message', text, profile });
    expect(talk.fire('ticket-late').map(({ text }) => text)).toEqual([
      expect.stringMatching(/you will get it here\.$/),
    ]);
  });

  it('is not told of when it came in time, was refused, or a human has the word', () => {
    const inTime = new Talk();
    failAtMonitor(inTime);
    inTime.fileTicket();
    expect(inTime.fire('ticket-late')).toEqual([]);
    const withHuman = new Talk();
    failAtMonitor(withHuman);
    withHuman.says('talk to a human');
    withHuman.openDesk();
    withHuman.join();
    expect(withHuman.fire('ticket-late')).toEqual([]);
  });
});
