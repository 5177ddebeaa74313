import { randomUUID } from 'node:crypto';
import { caseKey, type PortResult, type TicketRequest, type TicketSystem, ticketId } from '@baton/core';
import { expect, it } from 'vitest';

export const newTicketRequest = (overrides: Partial<TicketRequest> = {}): TicketRequest => ({
  caseKey: caseKey(`case-${randomUUID()}`),
  kind: 'ticket',
  subject: 'Monitor Setup - Ann Example',
  descriptionLines: ['Workflow: monitor set-up', 'Set-up: single'],
  priority: 'low',
  contact: { name: 'Ann Example', email: `${randomUUID()}@example.com`, phone: '555-1234' },
  workflow: 'monitor-setup',
  channel: 'flat',
  chatId: 'chat-1',
  visitorId: 'visitor-1',
  ...overrides,
});

/** The value of a call that has to work. */
export function unwrap<Value>(result: PortResult<Value>): Value {
  if (result.type !== 'ok') throw new Error(`expected ok, got ${result.type} ${result.code}: ${result.detail}`);
  return result.value;
}

/** What every ticket system must do. */
export function describeTicketSystem(open: () => Promise<TicketSystem>): void {
  it('makes a ticket that is found by its case, by one means or another', async () => {
    const tickets = await open();
    const request = newTicketRequest();
    const made = unwrap(await tickets.create(request));
    expect(made.number).not.toBe('');
    expect(unwrap(await tickets.findByCaseKey(request))).toMatchObject({ id: made.id, number: made.number });
  });

  it('finds a ticket behind newer ones, also of the same customer and subject', async () => {
    const tickets = await open();
    const request = newTicketRequest();
    const made = unwrap(await tickets.create(request));
    for (let count = 0; count < 12; count += 1)
      unwrap(await tickets.create(newTicketRequest({ contact: request.contact, subject: request.subject })));
    expect(unwrap(await tickets.findByCaseKey(request))?.id).toBe(made.id);
  });

  it('finds nothing for a case that has no ticket, also when another looks like it', async () => {
    const tickets = await open();
    const request = newTicketRequest();
    unwrap(await tickets.create(request));
    expect(unwrap(await tickets.findByCaseKey({ ...request, caseKey: caseKey(`case-${randomUUID()}`) }))).toBeNull();
  });

  it('takes customers without an address, with one name, and with words that mean something in HTML', async () => {
    const tickets = await open();
    const contact = { name: 'Ann', email: null, phone: null };
    const descriptionLines = ['<script>alert(1)</script>', 'a & b "quoted"'];
    const request = newTicketRequest({ contact, descriptionLines, subject: `<b>${'x'.repeat(400)}` });
    const made = unwrap(await tickets.create(request));
    expect(unwrap(await tickets.findByCaseKey(request))?.id).toBe(made.id);
  });

  it('makes two tickets for two cases of the same customer', async () => {
    const tickets = await open();
    const first = newTicketRequest();
    const second = newTicketRequest({ contact: first.contact });
    expect(unwrap(await tickets.create(first)).id).not.toBe(unwrap(await tickets.create(second)).id);
  });

  it('puts notes on a ticket that are known by their markers', async () => {
    const tickets = await open();
    const { id } = unwrap(await tickets.create(newTicketRequest()));
    unwrap(await tickets.addNote(id, { marker: 'case-1-1.1', text: 'Ann: <i>hello</i>\nAssistant: good morning' }));
    unwrap(await tickets.addNote(id, { marker: 'case-1-1.2', text: 'x'.repeat(tickets.noteCharactersMax - 200) }));
    expect(unwrap(await tickets.listNoteMarkers(id)).sort()).toEqual(['case-1-1.1', 'case-1-1.2']);
  });

  it('tells no private note as news, and that a new ticket is open', async () => {
    const tickets = await open();
    const { id } = unwrap(await tickets.create(newTicketRequest()));
    unwrap(await tickets.addNote(id, { marker: 'case-1-1.1', text: 'for the team alone' }));
    expect(unwrap(await tickets.readNews(id, { knownReplies: [] }))).toEqual({ status: 'open', replies: [] });
  });

  it('changes nothing when tags are there already', async () => {
    const tickets = await open();
    const { id } = unwrap(await tickets.create(newTicketRequest()));
    for (let time = 0; time < 2; time += 1) unwrap(await tickets.addTags(id, ['monitor', 'salesiq']));
  });

  it('refuses for good what concerns a ticket that does not exist', async () => {
    const tickets = await open();
    const unknown = ticketId('999999999999');
    expect(await tickets.addNote(unknown, { marker: 'm', text: 't' })).toMatchObject({ type: 'refused' });
    expect(await tickets.listNoteMarkers(unknown)).toMatchObject({ type: 'refused' });
    expect(await tickets.readNews(unknown, { knownReplies: [] })).toMatchObject({ type: 'refused' });
  });
}
