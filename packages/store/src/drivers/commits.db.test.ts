import { randomUUID } from 'node:crypto';
import files, { mkdtempSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { conversationId } from '@baton/core';
import { createDatabase } from '@baton/testkit';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { openStore } from '../open-store.ts';
import type { Store } from '../store.ts';
import { openServer } from './server.ts';

describe('commits of the embedded store', () => {
  let folder: string;
  let store: Store;
  const fsync = vi.spyOn(files, 'fsyncSync');

  beforeAll(async () => {
    syncBuiltinESMExports();
    folder = mkdtempSync(join(tmpdir(), 'baton-commits-'));
    store = await openStore({ dataDir: folder });
  }, 120_000);
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
    fsync.mockRestore();
    syncBuiltinESMExports();
  });

  /** How often the disk was waited for. */
  const countSyncs = async <Value>(work: () => Promise<Value>): Promise<{ value: Value; count: number }> => {
    const before = fsync.mock.calls.length;
    const value = await work();
    return { value, count: fsync.mock.calls.length - before };
  };

  it('wait for the disk once for a request, and not again before something of it goes out', async () => {
    const [lane, id] = ['lane', conversationId(randomUUID())];
    const added = await countSyncs(() => store.inbox.add(newDelivery('1', lane)));
    expect(added.count).toBe(1);

    const worked = await countSyncs(async () => {
      const claim = await store.inbox.claim({ leaseMs: 60_000 });
      expect(claim?.items).toHaveLength(1);
      await store.transaction(
        async (transaction) => {
          const address = { organisation: 'default', channel: 'flat', chatId: 'c' };
          await transaction.createConversation({ ...address, id, state: {} });
          await transaction.appendTurn({ ...turn, conversationId: id });
          await transaction.finishDelivery(added.value.id);
        },
        { isDurable: false },
      );
      await store.inbox.release(claim?.token ?? '');
    });
    // The late flush may have come in between.
    expect(worked.count).toBeLessThan(2);

    const claimed = await countSyncs(() => store.outbox.claim({ leaseMs: 60_000 }));
    expect(claimed.value?.items).toMatchObject([{ key: 'e', attempts: 1 }]);
    expect(claimed.count).toBeGreaterThan(0);
  });

  it('reach the disk by themselves', async () => {
    const before = fsync.mock.calls.length;
    await store.transaction((transaction) => transaction.lockDelivery('1'), { isDurable: false });
    await vi.waitFor(() => expect(fsync.mock.calls.length).toBeGreaterThan(before), { timeout: 30_000 });
  });
});

it('wait for the disk on a server unless told not to', async () => {
  const database = await openServer(await createDatabase(inject('postgresUrl')));
  const read = async (isDurable: boolean): Promise<unknown> =>
    (await database.transaction((handle) => handle.query(settingSql), { isDurable }))[0]?.['setting'];
  expect([await read(true), await read(false), await read(true)]).toEqual(['on', 'off', 'on']);
  expect(await database.query(settingSql)).toEqual([{ setting: 'on' }]);
  await database.close();
});

const settingSql = "select current_setting('synchronous_commit') as setting";

const newDelivery = (key: string, lane: string) => ({
  organisation: 'default',
  key,
  lane,
  kind: 'flat',
  body: Buffer.from('x'),
  hash: 'h',
  redacted: {},
  isRepeatable: true,
});

const turn = {
  expectedVersion: 0,
  generation: 1,
  state: {},
  isClosed: false,
  events: [],
  messages: [],
  effects: [{ key: 'e', lane: 'l', kind: 'send-mail', data: {}, awaitedBy: null, delayMs: 0 }],
  timers: [],
};
