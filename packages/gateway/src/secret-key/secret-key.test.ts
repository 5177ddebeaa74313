import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conversationId, defaultOrganisation } from '@baton/core';
import type { Store } from '@baton/store';
import { createMemoryStore } from '@baton/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSecretBox, tryOpen } from '../secret-box.ts';
import { checkKey } from './check-key.ts';
import { loadOrCreateKey, noteFingerprint, writeKeyFile } from './key-file.ts';
import { rotateKey } from './rotate-key.ts';
import type { SecretKeys } from './secret-keys.ts';

const keyOf = (byte: number) => Buffer.alloc(32, byte);
const keys = (current: number, previous: number | null = null): SecretKeys => ({
  current: keyOf(current),
  previous: previous === null ? null : keyOf(previous),
  source: 'BATON_SECRET_KEY',
});
const refusing = { acceptNewKey: false };
const token = { organisation: defaultOrganisation, name: 'token' };

/** A store with a token and `count` requests that wait, sealed with this key. */
async function fill(byte: number, count = 3) {
  const store = createMemoryStore();
  const box = createSecretBox(keyOf(byte));
  await store.secrets.set(token, box.seal(Buffer.from('1000.token')));
  for (let index = 0; index < count; index += 1)
    await store.inbox.add({
      organisation: defaultOrganisation,
      key: `key-${index}`,
      lane: 'lane',
      kind: 'flat',
      isRepeatable: false,
      body: box.seal(Buffer.from(`request ${index}`)),
      hash: 'hash',
      redacted: {},
    });
  const readAll = async (reader: number) => {
    const own = createSecretBox(keyOf(reader));
    const values = [
      ...(await store.sealed.list('delivery', { after: null, limit: 1_000 })),
      ...(await store.sealed.list('secret', { after: null, limit: 1_000 })),
    ];
    return values.flatMap(({ value }) => {
      try {
        return [own.open(Buffer.from(value)).toString()];
      } catch {
        return [];
      }
    });
  };
  return { store, readAll };
}

describe('the key of a store', () => {
  it('is noted at the first start and asked for at every other', async () => {
    const { store } = await fill(1);
    expect(await checkKey(store, keys(1), refusing)).toBeNull();
    expect(await checkKey(store, keys(1), refusing)).toBeNull();
    await expect(checkKey(store, keys(2), refusing)).rejects.toMatchObject({
      code: 'secret-key-wrong',
      message: expect.stringMatching(/another key than the one in BATON_SECRET_KEY[\s\S]*Lost for good/),
    });
  });

  it('is found out from what is sealed when an earlier version noted none', async () => {
    const { store } = await fill(1);
    await expect(checkKey(store, keys(2), refusing)).rejects.toMatchObject({ code: 'secret-key-wrong' });
    expect(await checkKey(store, keys(2, 1), refusing)).toBeNull();
  });

  it('can be given up: what it sealed is voided and counted, the rest stays', async () => {
    const { store, readAll } = await fill(1);
    await checkKey(store, keys(1), refusing);
    const box = createSecretBox(keyOf(2));
    await store.secrets.set({ ...token, name: 'other' }, box.seal(Buffer.from('readable')));
    expect(await checkKey(store, keys(2), { acceptNewKey: true })).toEqual({
      ...{ delivery: 3, secret: 1, message: 0, answer: 0, file: 0 },
    });
    expect(await readAll(2)).toEqual(['readable']);
    expect(await store.secrets.get(token)).toBeNull();
    expect(await checkKey(store, keys(2), refusing)).toBeNull();
    await expect(checkKey(store, keys(1), refusing)).rejects.toMatchObject({ code: 'secret-key-wrong' });
  });
});

describe('a change of keys', () => {
  it('seals everything anew in batches, whatever comes meanwhile and however often it is begun', async () => {
    const { store, readAll } = await fill(1, 450);
    await checkKey(store, keys(1), refusing);
    expect(await rotateKey(store, keys(2, 1))).toEqual({ sealedAnew: 451, unreadable: 0 });
    expect(await rotateKey(store, keys(2, 1))).toEqual({ sealedAnew: 0, unreadable: 0 });
    expect((await readAll(2)).length).toBe(451);
    expect(await readAll(1)).toEqual([]);
    expect(await checkKey(store, keys(2), refusing)).toBeNull();
    await expect(checkKey(store, keys(1), refusing)).rejects.toMatchObject({ code: 'secret-key-wrong' });
  });

  it('is refused while the old key is taken out too early, or neither fits', async () => {
    const { store } = await fill(1);
    await checkKey(store, keys(1), refusing);
    await checkKey(store, keys(2, 1), refusing);
    await expect(checkKey(store, keys(2), refusing)).rejects.toMatchObject({ code: 'secret-key-wrong' });
    await expect(rotateKey(store, keys(4, 3))).rejects.toMatchObject({ code: 'secret-key-wrong' });
  });

  it('reads with both keys, seals with the new one, and takes codes that were mailed under the old one', () => {
    const [before, during] = [createSecretBox(keyOf(1)), createSecretBox(keyOf(2), keyOf(1))];
    const sealed = before.seal(Buffer.from('words'));
    expect(during.open(sealed).toString()).toBe('words');
    expect(
      createSecretBox(keyOf(2))
        .open(during.seal(Buffer.from('words')))
        .toString(),
    ).toBe('words');
    expect(during.checkCode('challenge', before.deriveCode('challenge'))).toBe(true);
    expect(during.checkCode('challenge', createSecretBox(keyOf(3)).deriveCode('challenge'))).toBe(false);
  });
});

/** A conversation with words on their way, and an answer that is kept, sealed with this key. */
async function fillWords(store: ReturnType<typeof createMemoryStore>, byte: number): Promise<void> {
  const box = createSecretBox(keyOf(byte));
  const id = conversationId('c1');
  await store.transaction(async (transaction) => {
    const address = { organisation: defaultOrganisation, channel: 'flat', chatId: 'chat' };
    await transaction.createConversation({ id, ...address, state: {} });
    await transaction.appendTurn({
      ...{ conversationId: id, expectedVersion: 0, generation: 1, state: {}, isClosed: false },
      ...{ events: [], effects: [], timers: [] },
      messages: [
        {
          ...{
            seq: 1,
            author: 'agent',
            authorName: 'Sarah',
            text: '[redacted]',
            sealed: box.seal(Buffer.from('words')),
          },
          ...{ suggestions: [], generation: 1, isForCustomer: true },
        },
      ],
    });
    const [delivery = ''] = store.tables.deliveries.keys();
    await transaction.storeResponse(delivery, { response: {}, sealedResponse: box.seal(Buffer.from('an answer')) });
  });
}

describe('words that are sealed', () => {
  const readWords = async ({ sealed }: Store, byte: number): Promise<(string | undefined)[]> => {
    const box = createSecretBox(keyOf(byte));
    const listed = await Promise.all(
      (['message', 'answer'] as const).map((kind) => sealed.list(kind, { after: null, limit: 9 })),
    );
    return listed.flat().map(({ value }) => tryOpen(box, value)?.toString());
  };

  it('are sealed anew with a change of keys', async () => {
    const { store } = await fill(1);
    await fillWords(store, 1);
    expect(await rotateKey(store, keys(2, 1))).toEqual({ sealedAnew: 6, unreadable: 0 });
    expect(await readWords(store, 2)).toEqual(['words', 'an answer']);
    expect(await readWords(store, 1)).toEqual([undefined, undefined]);
  });

  it('are left redacted when their key is given up', async () => {
    const { store } = await fill(1);
    await fillWords(store, 1);
    await checkKey(store, keys(1), refusing);
    expect(await checkKey(store, keys(2), { acceptNewKey: true })).toMatchObject({ message: 1, answer: 1 });
    expect(await readWords(store, 2)).toEqual([]);
    expect([...store.tables.messages.values()].flat()).toMatchObject([{ text: '[redacted]', sealed: null }]);
  });
});

describe('the key in the data folder', () => {
  let folder: string;
  const path = () => join(folder, 'secret.key');
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-key-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once for a new folder, for its owner alone', async () => {
    const [one, other] = await Promise.all([loadOrCreateKey(folder), loadOrCreateKey(folder)]);
    expect(one.current.equals(other.current)).toBe(true);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('is not made anew for a folder that has lost it, unless that is wished', async () => {
    await noteFingerprint(folder, await loadOrCreateKey(folder));
    rmSync(path());
    await expect(loadOrCreateKey(folder)).rejects.toMatchObject({
      code: 'secret-key-wrong',
      message: expect.stringMatching(/secret\.key is missing[\s\S]*--accept-new-key/),
    });
    expect(existsSync(path())).toBe(false);
    expect((await loadOrCreateKey(folder, { acceptNewKey: true })).current.length).toBe(32);
  });

  it('stands before the old one while keys are changed', async () => {
    const old = await loadOrCreateKey(folder);
    await writeKeyFile(folder, { ...old, current: keyOf(7), previous: old.current });
    const both = await loadOrCreateKey(folder);
    expect([both.current, both.previous]).toEqual([keyOf(7), old.current]);
    await writeKeyFile(folder, { ...both, previous: null });
    expect(readFileSync(path())).toEqual(keyOf(7));
    writeFileSync(path(), 'short');
    await expect(loadOrCreateKey(folder)).rejects.toThrow('does not hold 32 bytes');
  });
});
