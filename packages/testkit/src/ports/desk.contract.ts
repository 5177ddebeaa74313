import { randomUUID } from 'node:crypto';
import { type Desk, type DeskMessage, type DeskOpening, deskConversationId, type SentToDesk } from '@baton/core';
import { expect, it } from 'vitest';
import { unwrap } from './ticket-system.contract.ts';

/** An opening of a leg of its own. */
export const newDeskOpening = (overrides: Partial<DeskOpening> = {}): DeskOpening => ({
  handoffKey: `handoff-${randomUUID()}`,
  customer: { visitorId: 'visitor-1', name: 'Ann Example', email: `${randomUUID()}@example.com`, phone: null },
  summary: 'Ann Example, identity claimed\nNo workflow ran; no ticket yet\nReason: asked for a human',
  facts: {
    reason: 'asked for a human',
    assurance: 'claimed',
    workflow: 'password-reset',
    slots: { username: 'ann' },
    ticketNumber: null,
  },
  waitMs: 60_000,
  ...overrides,
});

let messageCount = 0;
function say(text: string): DeskMessage {
  messageCount += 1;
  return { id: `message-${messageCount}-${randomUUID()}`, kind: 'words', text };
}

const asSent = (text: string): SentToDesk => ({ text, fileName: null });

/** What every desk must do. */
export function describeDesk(open: () => Promise<Desk>): void {
  it('opens a chat that is found again by its handoff', async () => {
    const desk = await open();
    const opening = newDeskOpening();
    const id = unwrap(await desk.open(opening));
    expect(unwrap(await desk.findOpened(opening))).toBe(id);
    expect(unwrap(await desk.findOpened({ ...opening, handoffKey: `handoff-${randomUUID()}` }))).toBeNull();
  });

  it('opens two chats of one customer for two handoffs', async () => {
    const desk = await open();
    const first = newDeskOpening();
    const second = newDeskOpening({ customer: first.customer });
    const ids = [unwrap(await desk.open(first)), unwrap(await desk.open(second))];
    expect(new Set(ids).size).toBe(2);
    expect(unwrap(await desk.findOpened(first))).toBe(ids[0]);
  });

  it('takes a customer without an address', async () => {
    const desk = await open();
    const opening = newDeskOpening({ customer: { visitorId: null, name: 'Visitor', email: null, phone: null } });
    const id = unwrap(await desk.open(opening));
    expect(unwrap(await desk.findOpened(opening))).toBe(id);
  });

  it('tells what was sent, in order, repetitions included, the summary left out', async () => {
    const desk = await open();
    const id = unwrap(await desk.open(newDeskOpening()));
    expect(unwrap(await desk.listSent(id))).toEqual([]);
    const texts = ['no', 'no', 'it is <b>on fire</b> & smokes', 'ünïcödé ☎', 'x'.repeat(desk.messageCharactersMax)];
    for (const text of texts) unwrap(await desk.send(id, say(text)));
    expect(unwrap(await desk.listSent(id))).toEqual(texts.map(asSent));
  });

  it('tells all that was sent, however much it was', async () => {
    const desk = await open();
    const id = unwrap(await desk.open(newDeskOpening()));
    const texts = Array.from({ length: 120 }, (_each, index) => `word ${index}`);
    for (const text of texts) unwrap(await desk.send(id, say(text)));
    expect(unwrap(await desk.listSent(id))).toEqual(texts.map(asSent));
  });

  it('knows the leg that a chat was opened for, and how it stands', async () => {
    const desk = await open();
    const opening = newDeskOpening();
    const id = unwrap(await desk.open(opening));
    expect(unwrap(await desk.readHandoffKey(id))).toBe(opening.handoffKey);
    expect(unwrap(await desk.readStanding(id))).toBe('waiting');
  });

  it('ends a chat where it can, and takes a repetition of that as done', async () => {
    const desk = await open();
    const id = unwrap(await desk.open(newDeskOpening()));
    if (desk.close === null) {
      expect(unwrap(await desk.readStanding(id))).toBe('waiting');
      return;
    }
    unwrap(await desk.close(id));
    unwrap(await desk.close(id));
    expect(unwrap(await desk.readStanding(id))).toBe('over');
  });

  it('refuses for good to write into a chat that does not exist', async () => {
    const desk = await open();
    expect(await desk.send(deskConversationId('999999999999'), say('hello'))).toMatchObject({ type: 'refused' });
  });
}
