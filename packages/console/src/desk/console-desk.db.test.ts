import { randomUUID } from 'node:crypto';
import { type DeskConversationId, defaultOrganisation, deskConversationId } from '@baton/core';
import { type InstalledStore, openStore } from '@baton/store';
import { createDatabase, describeDesk, newDeskOpening, unwrap } from '@baton/testkit';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { toFileAddress } from '../chat/decide-action.ts';
import { readText } from '../chat/events.ts';
import { type ConsoleDeskSettings, createConsoleDesk } from './console-desk.ts';

const organisation = defaultOrganisation;
/** Sealed is what nobody can read by looking at it. */
const box = {
  seal: (bytes: Buffer) => Buffer.from(bytes).reverse(),
  open: (bytes: Buffer) => Buffer.from(bytes).reverse(),
};

async function hire(store: InstalledStore, login: string, of = organisation): Promise<string> {
  const account = {
    id: randomUUID(),
    login,
    name: 'Sam Support',
    role: 'agent',
    chatsMax: 5,
    password: 'hash',
  } as const;
  const { id } = await store.console.agents.put(of, account);
  await store.console.agents.setAvailability(of, id, 'online');
  return id;
}

const settingsOf = (store: InstalledStore, of = organisation): ConsoleDeskSettings => ({
  store: store.console,
  organisation: of,
  box,
  newId: randomUUID,
});

describe.each(['embedded', 'server'] as const)('the console as desk, on the %s engine', (engine) => {
  let store: InstalledStore;
  beforeAll(async () => {
    store = await openStore(
      engine === 'embedded' ? { dataDir: null } : { url: await createDatabase(inject('postgresUrl')) },
    );
    await hire(store, 'sam');
  });
  afterAll(() => store.close());

  describeDesk(async () => createConsoleDesk(settingsOf(store)), {
    offerFile: async (_desk, chatId, { id, name, contentType, bytes }) => {
      const file = { id: `${chatId}-${id}`, chatId, name, contentType, sizeBytes: bytes.length };
      await store.console.files.put(organisation, { ...file, content: box.seal(Buffer.from(bytes)) });
      return toFileAddress(file.id);
    },
  });

  it('refuses at once while nobody is there, also where others have agents', async () => {
    const other = `org-${randomUUID()}`;
    const desk = createConsoleDesk(settingsOf(store, other));
    expect(await desk.open(newDeskOpening())).toMatchObject({ type: 'refused', code: 'nobody-there' });
    const agent = await hire(store, 'kim', other);
    const opening = newDeskOpening();
    const chat = unwrap(await desk.open(opening));
    await store.console.agents.setAvailability(other, agent, 'away');
    expect(await desk.open(newDeskOpening())).toMatchObject({ type: 'refused' });
    // A repetition of what was opened is not a new chat.
    expect(unwrap(await desk.open(opening))).toBe(chat);
    expect(unwrap(await createConsoleDesk(settingsOf(store)).readStanding(chat))).toBe('unknown');
  });

  it('keeps one chat for one leg and one message for one id, also when they come at the same time', async () => {
    const desk = createConsoleDesk(settingsOf(store));
    const opening = newDeskOpening();
    const opened = await Promise.all([1, 2, 3].map(async () => unwrap(await desk.open(opening))));
    expect(new Set(opened).size).toBe(1);
    const chat = opened[0] ?? deskConversationId('');
    const message = { id: 'm-1', kind: 'words', text: 'hello' } as const;
    await Promise.all([1, 2, 3].map(async () => unwrap(await desk.send(chat, message))));
    expect(unwrap(await desk.listSent(chat))).toEqual([{ text: 'hello', fileName: null }]);
  });

  it('numbers what happens in all chats without a gap, in the order of the commits', async () => {
    const desk = createConsoleDesk(settingsOf(store));
    const before = await store.console.chats.head(organisation);
    const chats = await Promise.all([1, 2, 3, 4].map(async () => unwrap(await desk.open(newDeskOpening()))));
    const say = (chat: DeskConversationId, id: string) => desk.send(chat, { id, kind: 'words', text: id });
    await Promise.all(chats.flatMap((chat) => ['a', 'b', 'c'].map((id) => say(chat, id))));
    const events = await store.console.chats.listAfter(organisation, before, 100);
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 16 }, (_each, index) => before + index + 1));
    for (const chat of chats) {
      const times = events.filter(({ chatId }) => chatId === chat).map(({ at }) => at.getTime());
      expect(new Set(times).size).toBe(4);
      expect(times).toEqual(times.toSorted((left, right) => left - right));
    }
  });

  it('shows agents what became of their words, and that the customer writes', async () => {
    const desk = createConsoleDesk(settingsOf(store));
    const chat = unwrap(await desk.open(newDeskOpening()));
    for (const receipt of [{ type: 'delivered' }, { type: 'failed', reason: 'The customer left.' }] as const)
      unwrap((await desk.receipts?.report(chat, 'agent:1', receipt)) ?? unknown);
    unwrap((await desk.typing?.show(chat)) ?? unknown);
    const page = { types: ['receipt', 'customer-typing'], before: null, limit: 10 };
    const events = await store.console.chats.listEvents({ organisation, chatId: chat }, page);
    expect(events.map((event) => [event.type, readText(event, 'receipt'), readText(event, 'reason')])).toEqual([
      ['receipt', 'delivered', ''],
      ['receipt', 'failed', 'The customer left.'],
      ['customer-typing', '', ''],
    ]);
  });
});

const unknown = { type: 'refused', code: 'not-able', detail: 'the console can do both' } as const;

it('holds all of it over a restart', async () => {
  const url = await createDatabase(inject('postgresUrl'));
  const before = await openStore({ url });
  await hire(before, 'sam');
  const opening = newDeskOpening();
  const chat = unwrap(await createConsoleDesk(settingsOf(before)).open(opening));
  await before.close();
  const store = await openStore({ url });
  const desk = createConsoleDesk(settingsOf(store));
  expect(unwrap(await desk.findOpened(opening))).toBe(chat);
  unwrap(await desk.send(chat, { id: 'm-1', kind: 'words', text: 'still here' }));
  expect(unwrap(await desk.listSent(chat))).toEqual([{ text: 'still here', fileName: null }]);
  await store.close();
});
