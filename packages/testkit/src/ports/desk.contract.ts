import { randomUUID } from 'node:crypto';
import { type Desk, type DeskOpening, deskConversationId } from '@baton/core';
import { expect, it } from 'vitest';
import { unwrap } from './ticket-system.contract.ts';

const newOpening = (overrides: Partial<DeskOpening> = {}): DeskOpening => ({
  handoffKey: `handoff-${randomUUID()}`,
  customer: { visitorId: 'visitor-1', name: 'Ann Example', email: `${randomUUID()}@example.com`, phone: null },
  summary: 'Ann Example, identity claimed\nNo workflow ran; no ticket yet\nReason: asked for a human',
  waitMs: 60_000,
  ...overrides,
});

/** What every desk must do. */
export function describeDesk(open: () => Promise<Desk>): void {
  it('opens a chat that is found again by its handoff', async () => {
    const desk = await open();
    const opening = newOpening();
    const id = unwrap(await desk.open(opening));
    expect(unwrap(await desk.findOpened(opening))).toBe(id);
    expect(unwrap(await desk.findOpened({ ...opening, handoffKey: `handoff-${randomUUID()}` }))).toBeNull();
  });

  it('opens two chats of one customer for two handoffs', async () => {
    const desk = await open();
    const first = newOpening();
    const second = newOpening({ customer: first.customer });
    const ids = [unwrap(await desk.open(first)), unwrap(await desk.open(second))];
    expect(new Set(ids).size).toBe(2);
    expect(unwrap(await desk.findOpened(first))).toBe(ids[0]);
  });

  it('takes a customer without an address', async () => {
    const desk = await open();
    const opening = newOpening({ customer: { visitorId: null, name: 'Visitor', email: null, phone: null } });
    const id = unwrap(await desk.open(opening));
    expect(unwrap(await desk.findOpened(opening))).toBe(id);
  });

  it('tells what was sent, in order, repetitions included, the summary left out', async () => {
    const desk = await open();
    const id = unwrap(await desk.open(newOpening()));
    expect(unwrap(await desk.listSent(id))).toEqual([]);
    const texts = ['no', 'no', 'it is <b>on fire</b> & smokes', 'ünïcödé ☎', 'x'.repeat(desk.messageCharactersMax)];
    for (const text of texts) unwrap(await desk.send(id, text));
    expect(unwrap(await desk.listSent(id))).toEqual(texts);
  });

  it('tells all that was sent, however much it was', async () => {
    const desk = await open();
    const id = unwrap(await desk.open(newOpening()));
    const texts = Array.from({ length: 120 }, (_each, index) => `word ${index}`);
    for (const text of texts) unwrap(await desk.send(id, text));
    expect(unwrap(await desk.listSent(id))).toEqual(texts);
  });

  it('knows the leg that a chat was opened for, and how it stands', async () => {
    const desk = await open();
    const opening = newOpening();
    const id = unwrap(await desk.open(opening));
    expect(unwrap(await desk.readHandoffKey(id))).toBe(opening.handoffKey);
    expect(unwrap(await desk.readStanding(id))).toBe('waiting');
  });

  it('ends a chat where it can, and takes a repetition of that as done', async () => {
    const desk = await open();
    const id = unwrap(await desk.open(newOpening()));
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
    expect(await desk.send(deskConversationId('999999999999'), 'hello')).toMatchObject({ type: 'refused' });
  });
}
