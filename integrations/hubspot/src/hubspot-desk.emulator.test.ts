import { deskConversationId } from '@baton/core';
import { describeDesk, newDeskOpening, unwrap } from '@baton/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedHubSpot, startHubSpot } from '../testing/start-hubspot.ts';
import { toFileAddress } from './file-address.ts';
import { createHubSpotDesk, type UnknownContact } from './index.ts';

let hubspot: StartedHubSpot;
beforeAll(async () => {
  hubspot = await startHubSpot();
});
afterAll(() => hubspot.emulator.close());

const createDesk = (unknownContact: UnknownContact = 'opaque') =>
  createHubSpotDesk({
    client: hubspot.client,
    place: async () => hubspot.place,
    unknownContact,
    hasFiles: true,
    now: hubspot.now,
  });

describe('HubSpot as desk', () => {
  describeDesk(async () => createDesk(), {
    offerFile: async (_desk, thread, { name, contentType: type, bytes }) => {
      const content = Buffer.from(bytes).toString('base64');
      await agent(thread, 'reply', { text: 'see', files: [{ name, type, content }] });
      return toFileAddress(await readOfferedFile(thread));
    },
  });
});

/** The id of the file that an agent sent into the thread. */
async function readOfferedFile(threadId: string): Promise<string> {
  const entries = await hubspot.client.threads.entries(threadId).all();
  const offered = entries.flatMap(({ direction, attachments }) => (direction === 'OUTGOING' ? attachments : []));
  return offered[0]?.fileId ?? '';
}

const say = (id: string, text: string) => ({ id, kind: 'words', text }) as const;
const agent = (threadId: string, action: string, more: object = {}) =>
  hubspot.control('hubspot/agent', { threadId, action, ...more });

describe('a thread', () => {
  it('is one for one leg, however often it is opened, and one message for one id', async () => {
    const desk = createDesk();
    const opening = newDeskOpening();
    const thread = unwrap(await desk.open(opening));
    expect(unwrap(await createDesk().open(opening))).toBe(thread);
    for (let turn = 0; turn < 3; turn += 1) unwrap(await desk.send(thread, say('m-1', 'hello')));
    expect(unwrap(await createDesk().listSent(thread))).toEqual([{ text: 'hello', fileName: null }]);
  });

  it('that an answer was lost of is found, with what was said in it, after a restart', async () => {
    const opening = newDeskOpening();
    await hubspot.control('faults', {
      vendor: 'hubspot',
      operation: 'hubspot.messages.publish',
      kind: 'drop-response',
    });
    expect(await createDesk().open(opening)).toMatchObject({ type: 'retry', isAmbiguous: true });
    const found = unwrap(await createDesk().findOpened(opening));
    expect(found).not.toBeNull();
    expect(unwrap(await createDesk().open(opening))).toBe(found);
  });

  it('stands as its agents leave it, and ends and goes on from our side', async () => {
    const desk = createDesk();
    const thread = unwrap(await desk.open(newDeskOpening()));
    await agent(thread, 'reply', { text: 'How can I help?' });
    expect(unwrap(await desk.readStanding(thread))).toBe('connected');
    await agent(thread, 'close');
    expect(unwrap(await desk.readStanding(thread))).toBe('over');
    if (desk.reopen === null || desk.close === null) throw new Error('HubSpot can do both');
    unwrap(await desk.reopen(thread));
    unwrap(await desk.reopen(thread));
    expect(unwrap(await desk.readStanding(thread))).toBe('connected');
    unwrap(await desk.close(thread));
    expect(unwrap(await desk.readStanding(thread))).toBe('over');
    await agent(thread, 'archive');
    expect(unwrap(await desk.readStanding(thread))).toBe('over');
    unwrap(await desk.close(thread));
  });

  it('shows agents what was written before as notes, and offers itself to others', async () => {
    const desk = createDesk();
    const thread = unwrap(await desk.open(newDeskOpening()));
    unwrap(await desk.send(thread, { id: 'h1', kind: 'history', text: 'Customer: hello' }));
    unwrap(await desk.send(thread, say('w1', 'still there?')));
    await agent(thread, 'assign');
    if (desk.transfer === null) throw new Error('HubSpot can do that');
    unwrap(await desk.transfer(thread, 'asked for somebody else'));
    expect(unwrap(await desk.readStanding(thread))).toBe('waiting');
    // What the agents were told of the transfer is not counted among what was sent.
    expect(unwrap(await desk.listSent(thread)).map(({ text }) => text)).toEqual(['Customer: hello', 'still there?']);
    const entries = await hubspot.client.threads.entries(thread).all();
    expect(entries.filter(({ type }) => type === 'COMMENT').map(({ text }) => text)).toEqual([
      'Customer: hello',
      '[transfer] asked for somebody else',
    ]);
  });

  it('of nobody has no leg', async () => {
    expect(unwrap(await createDesk().readHandoffKey(deskConversationId('999999999999')))).toBeNull();
    expect(unwrap(await createDesk().readStanding(deskConversationId('999999999999')))).toBe('unknown');
  });
});

describe('the customer', () => {
  const withPerson = (email: string | null, phone: string | null) =>
    newDeskOpening({ customer: { visitorId: 'v-1', name: 'Dana Visitor', email, phone } });

  it.each([
    ['address', 'Dana@example.com', null],
    ['number', null, '+1 (202) 555-0123'],
  ])('is the contact with this %s', async (_what, email, phone) => {
    const thread = unwrap(await createDesk('refuse').open(withPerson(email, phone)));
    const { associatedContactId } = await hubspot.client.threads.get(thread);
    const [dana] = await hubspot.client.contacts.findByEmail('dana@example.com');
    expect(associatedContactId).toBe(dana?.id);
  });

  it('whom nobody knows is refused, made known, or stays without a contact, as it is set', async () => {
    const stranger = withPerson('stranger@example.com', null);
    expect(await createDesk('refuse').open(stranger)).toMatchObject({
      type: 'refused',
      code: 'hubspot-contact-unknown',
    });
    const thread = unwrap(await createDesk('create').open(stranger));
    const created = (await hubspot.state('contacts')).filter((row) =>
      JSON.stringify(row).includes('stranger@example.com'),
    );
    expect(created).toHaveLength(1);
    expect((await hubspot.client.threads.get(thread)).associatedContactId).toBe(String(created[0]?.['id']));
    unwrap(await createDesk('opaque').open(withPerson('another@example.com', null)));
    expect(JSON.stringify(await hubspot.state('contacts'))).not.toContain('another@example.com');
  });
});

describe('files', () => {
  it('go to the agent once, and come from the agent', async () => {
    const desk = createDesk();
    if (desk.media === null || desk.files === null) throw new Error('HubSpot has files');
    const thread = unwrap(await desk.open(newDeskOpening()));
    const file = { id: 'f-1', name: 'screen.png', contentType: 'image/png', bytes: Buffer.from('picture') };
    unwrap(await desk.media.send(thread, file));
    unwrap(await desk.media.send(thread, file));
    expect(unwrap(await desk.listSent(thread))).toEqual([
      { text: 'screen.png', fileName: expect.stringContaining('screen') },
    ]);
    const content = Buffer.from('a manual').toString('base64');
    await agent(thread, 'reply', { text: 'see', files: [{ name: 'manual.txt', type: 'text/plain', content }] });
    const fileId = await readOfferedFile(thread);
    const fetched = unwrap(await desk.files.fetch(`hubspot-file:${fileId}`, { bytesMax: 1_000 }));
    expect(Buffer.from(fetched.bytes).toString()).toBe('a manual');
    expect(await desk.files.fetch(`hubspot-file:${fileId}`, { bytesMax: 3 })).toMatchObject({ code: 'file-too-big' });
    expect(await desk.files.fetch('https://evil.example/x', { bytesMax: 3 })).toMatchObject({ code: 'file-elsewhere' });
  });
});

describe('an agent', () => {
  it('is known by name, and learns what became of the words', async () => {
    const desk = createDesk();
    if (desk.receipts === null || desk.readAgentName === null) throw new Error('HubSpot has both');
    const thread = unwrap(await desk.open(newDeskOpening()));
    await agent(thread, 'reply', { text: 'How can I help?' });
    const entries = await hubspot.client.threads.entries(thread).all();
    const reply = entries.find(({ direction }) => direction === 'OUTGOING');
    expect(unwrap(await desk.readAgentName(reply?.createdBy ?? ''))).toMatch(/\w/);
    for (const [receipt, status] of [
      [{ type: 'delivered' }, 'SENT'],
      [{ type: 'read' }, 'READ'],
      [{ type: 'failed', reason: 'The customer left.' }, 'FAILED'],
    ] as const) {
      unwrap(await desk.receipts.report(thread, reply?.id ?? '', receipt));
      expect((await hubspot.client.messages.get(hubspot.place.channelId, reply?.id ?? '')).status).toBe(status);
    }
  });
});
