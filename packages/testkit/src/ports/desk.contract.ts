import { randomUUID } from 'node:crypto';
import {
  type Desk,
  type DeskConversationId,
  type DeskFile,
  type DeskMessage,
  type DeskOpening,
  deskConversationId,
  type SentToDesk,
} from '@baton/core';
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

export type DeskTrial = {
  /** An operator puts a file into a chat; returns the address that the event tells of it. For desks that have files. */
  offerFile?: (desk: Desk, conversation: DeskConversationId, file: DeskFile) => Promise<string>;
};

/** What every desk must do. */
export function describeDesk(open: () => Promise<Desk>, { offerFile }: DeskTrial = {}): void {
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

  describeFiles(open, offerFile);
  describeAbilities(open);
}

const screenshot: DeskFile = {
  id: 'file-1',
  name: 'Übersicht 1.png',
  contentType: 'image/png',
  bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff]),
};

/** None of them lies at any vendor; whatever fetched one would be a way into the network it runs in. */
const elsewhere = [
  'http://169.254.169.254/latest/meta-data/',
  'http://127.0.0.1:1/',
  'http://[::1]:1/api/v2/portal/attachments/key',
  '//elsewhere.example/api/v2/portal/attachments/key?file_name=a',
  'https://user@elsewhere.example/',
  'file:///etc/passwd',
  'data:text/plain,words',
  '../../../etc/passwd',
  '',
];

function describeFiles(open: () => Promise<Desk>, offerFile: DeskTrial['offerFile']): void {
  it('sends a file where it can, as one message in its place', async () => {
    const desk = await open();
    if (desk.media === null) return;
    expect(desk.media.limits.bytesMax).toBeGreaterThan(screenshot.bytes.length);
    const id = unwrap(await desk.open(newDeskOpening()));
    unwrap(await desk.send(id, say('look at this')));
    unwrap(await desk.media.send(id, screenshot));
    unwrap(await desk.send(id, say('and?')));
    const sent = unwrap(await desk.listSent(id));
    expect(sent.map(({ fileName }) => fileName)).toEqual([null, screenshot.name, null]);
    expect([sent[0]?.text, sent[2]?.text]).toEqual(['look at this', 'and?']);
    expect(await desk.media.send(deskConversationId('999999999999'), screenshot)).toMatchObject({ type: 'refused' });
  });

  it('gets an operator’s file byte by byte, no more than asked for, and nothing from elsewhere', async () => {
    const desk = await open();
    if (desk.files === null) return;
    if (offerFile === undefined) throw new TypeError('a desk with files needs `offerFile` to be judged');
    const id = unwrap(await desk.open(newDeskOpening()));
    const address = await offerFile(desk, id, screenshot);
    const { bytes } = unwrap(await desk.files.fetch(address, { bytesMax: screenshot.bytes.length }));
    expect([...bytes]).toEqual([...screenshot.bytes]);
    const tooSmall = { bytesMax: screenshot.bytes.length - 1 };
    expect(await desk.files.fetch(address, tooSmall)).toMatchObject({ type: 'refused', code: 'file-too-big' });
    for (const place of elsewhere)
      expect(await desk.files.fetch(place, { bytesMax: 1_000 }), place).toMatchObject({ type: 'refused' });
  });
}

function describeAbilities(open: () => Promise<Desk>): void {
  it('shows typing where it can, as no message', async () => {
    const desk = await open();
    if (desk.typing === null) return;
    expect(desk.typing.lastsMs).toBeGreaterThanOrEqual(1_000);
    const id = unwrap(await desk.open(newDeskOpening()));
    unwrap(await desk.typing.show(id));
    unwrap(await desk.typing.show(id));
    expect(unwrap(await desk.listSent(id))).toEqual([]);
  });

  it('offers a chat to others where it can, without ending it or a word of the customer', async () => {
    const desk = await open();
    if (desk.transfer === null) return;
    const id = unwrap(await desk.open(newDeskOpening()));
    unwrap(await desk.transfer(id, 'nobody answers'));
    expect(['waiting', 'connected']).toContain(unwrap(await desk.readStanding(id)));
    expect(unwrap(await desk.listSent(id))).toEqual([]);
    expect(await desk.transfer(deskConversationId('999999999999'), 'x')).toMatchObject({ type: 'refused' });
  });

  it('opens a chat again where it can, and leaves an open one as it is', async () => {
    const desk = await open();
    if (desk.reopen === null || desk.close === null) return;
    const id = unwrap(await desk.open(newDeskOpening()));
    unwrap(await desk.reopen(id));
    expect(unwrap(await desk.readStanding(id))).toBe('waiting');
    unwrap(await desk.close(id));
    unwrap(await desk.reopen(id));
    expect(unwrap(await desk.readStanding(id))).not.toBe('over');
    unwrap(await desk.send(id, say('one more thing')));
    expect(unwrap(await desk.listSent(id))).toEqual([asSent('one more thing')]);
  });
}
