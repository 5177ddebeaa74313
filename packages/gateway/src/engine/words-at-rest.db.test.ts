import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ChannelCapabilities, type DeskEvent, isJsonObject, type JsonObject } from '@baton/core';
import { createFlatInbound } from '@baton/integration-flat';
import { openStore, type Store } from '@baton/store';
import {
  createDatabase,
  createFakeChannel,
  createFakeDesk,
  createFakeMailer,
  createFakeTicketSystem,
  type Disturbance,
  type FakeChannel,
  newBotContext,
  polledChannel,
} from '@baton/testkit';
import pg from 'pg';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { simulatedAdapter, toArrival, toCustomerDelivery, toDeskDelivery } from '../../simulation/simulated-adapter.ts';
import { secretBox } from '../../testing/secret-box.ts';
import { loadWorkflows } from '../load-workflows.ts';
import { createCounters } from '../metrics.ts';
import { loadPerformers } from '../performers/load-performers.ts';
import { Engine } from './engine.ts';

/*
 * A customer and an operator tell each other secrets, on a channel that is answered, one that is pushed to, and one whose promised answer is
 * finished later; the node ends in the middle of it. The customer gets every word as it was said, and at no moment is a secret readable in
 * what is stored: in the files of the embedded store, log included, or in any row of any table of a server.
 */
const operatorSecrets = {
  'Kobra-77!violet': 'your new password is: Kobra-77!violet',
  '4111 1111 1111 1111': 'pay with the card 4111 1111 1111 1111 then',
  sk_live_51HwRj2eZvKYlo2C9Qm7: 'the API key is sk_live_51HwRj2eZvKYlo2C9Qm7',
};
const customerSecrets = {
  'Zitrone#4711': 'my password is Zitrone#4711',
  '5500.0000.0000.0004': 'use 5500.0000.0000.0004 please',
  '904213': 'PIN is 904213',
};
const operatorWords = Object.values(operatorSecrets);
const secrets = [...Object.keys(operatorSecrets), ...Object.keys(customerSecrets)];
/** Said together with each of them, and to be found wherever they are looked for. */
const harmless = 'greenhouse';
const watched = [...secrets, harmless];

/** Where the data lies, and which of the watched words somebody could read there. */
type Place = {
  open(): Promise<Store>;
  findReadable(): Promise<string[]>;
  /** As it is at this moment, for a node that knows nothing of the one before. */
  leave(): void;
};

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'baton-words-'));
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** By path, what was found in a file, and as what the file was read. */
const looked = new Map<string, { version: string; found: string[] }>();

/** A file that was not written since it was last read, and not shortly before, is not read again: there are forty megabytes of them. */
function findInFile(path: string): string[] {
  const { mtimeMs, size } = statSync(path);
  const isFresh = Date.now() - mtimeMs < 100;
  const version = `${mtimeMs} ${size}`;
  const before = looked.get(path);
  if (!isFresh && before?.version === version) return before.found;
  const bytes = readFileSync(path);
  const found = watched.filter((word) => bytes.includes(word));
  if (isFresh) looked.delete(path);
  else looked.set(path, { version, found });
  return found;
}

async function placeEmbedded(): Promise<Place> {
  let folder = makeFolder();
  return {
    open: () => openStore({ dataDir: folder }),
    findReadable: async () => {
      const files = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
      const found = files.flatMap((entry) => findInFile(join(entry.parentPath, entry.name)));
      return watched.filter((word) => found.includes(word));
    },
    // What a kill leaves: the files as they are now.
    leave: () => {
      const next = makeFolder();
      cpSync(folder, next, { recursive: true, preserveTimestamps: true });
      folder = next;
    },
  };
}

async function placeOnServer(): Promise<Place> {
  const url = await createDatabase(inject('postgresUrl'));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  cleanUps.push(() => client.end());
  const tables = "select table_name from information_schema.tables where table_schema = 'public'";
  return {
    open: () => openStore({ url }),
    findReadable: async () => {
      let all = '';
      for (const { table_name: name } of (await client.query<{ table_name: string }>(tables)).rows)
        for (const { row } of (await client.query<{ row: string }>(`select t::text as row from "${name}" t`)).rows)
          all += `${name}: ${row}\n`;
      return watched.filter((word) => all.includes(word));
    },
    leave: () => undefined,
  };
}

class Story {
  readonly heard: string[] = [];
  /** Looks at what is stored, and values that were found sealed at them. */
  readonly figures = { looks: 0, sealed: 0 };
  readonly desk = createFakeDesk({ name: 'second' });
  readonly disturbances: Disturbance[] = [];
  readonly tickets = createFakeTicketSystem();
  letFile: () => void = () => undefined;
  private readonly channel: FakeChannel;
  private readonly place: Place;
  private readonly isLet: Promise<void>;
  private store: Store | undefined;
  private engine: Engine | undefined;
  private requests = 0;

  constructor(place: Place, capabilities: Partial<ChannelCapabilities>) {
    this.place = place;
    const disturb = (): Disturbance => this.disturbances.shift() ?? 'none';
    this.channel = createFakeChannel({ name: 'web', capabilities: { ...polledChannel, ...capabilities }, disturb });
    this.isLet = new Promise((resolve) => {
      this.letFile = resolve;
    });
    cleanUps.push(() => this.stop());
  }

  async start(): Promise<void> {
    const { desk, channel } = this;
    this.store = await this.place.open();
    this.engine = new Engine({
      store: this.store,
      ports: {
        ...{ directory: null, mailer: createFakeMailer(), desks: { second: desk }, channels: { web: channel } },
        tickets: { ...this.tickets, create: (request) => this.isLet.then(() => this.tickets.create(request)) },
      },
      performers: await loadPerformers(),
      context: newBotContext({
        workflows: await loadWorkflows(fileURLToPath(new URL('../../../../workflows', import.meta.url))),
        channels: { web: channel.capabilities },
        desks: { second: { messageCharactersMax: 3_000, hasFiles: false, hasReceipts: false } },
        settings: { handoffChain: ['second'] },
      }),
      ...{ secretBox, counters: createCounters(), reach: () => undefined, random: () => 0.5, now: () => new Date() },
      ids: { next: () => crypto.randomUUID() },
      adapters: [{ ...createFlatInbound({ secret: null, isOpen: true }), ...simulatedAdapter }],
      logger: { info: () => undefined, warn: () => undefined, error: () => undefined },
      answerWithinMs: 300,
      isAtOnce: true,
    });
    await this.engine.start();
  }

  private async stop(): Promise<void> {
    this.letFile();
    await this.engine?.stop({ graceMs: 0 });
    await this.store?.close();
    this.store = undefined;
  }

  /** The node ends, and another one begins with what it finds. */
  async kill(): Promise<void> {
    await this.look();
    this.place.leave();
    await this.engine?.stop({ graceMs: 0 });
    await this.store?.close();
    await this.start();
    await this.look();
  }

  /** Nothing that must not be there can be read. */
  async look(): Promise<void> {
    const found = await this.place.findReadable();
    expect(found.filter((word) => word !== harmless)).toEqual([]);
    const kinds = await Promise.all(
      (['message', 'answer'] as const).map((kind) => this.store?.sealed.list(kind, { after: null, limit: 99 })),
    );
    this.figures.looks += 1;
    this.figures.sealed += kinds.flatMap((values) => values ?? []).length;
  }

  /** A request of the customer; empty: asks for words that wait. `isLost`: the answer never arrives. */
  async say(text: string, { id = '', isLost = false } = {}): Promise<JsonObject> {
    this.requests += 1;
    const { requests, engine } = this;
    if (engine === undefined) throw new Error('nobody listens');
    const isDeferred = this.channel.deferred !== null;
    const delivery = toCustomerDelivery({
      ...{ channel: 'web', chatId: 'chat', email: 'ann@example.com', text },
      ...{ id: id === '' ? `r${requests}` : id, isRepeatable: !isDeferred, isAnsweredWithTurn: true },
    });
    const { body, deliveryId, sending } = await engine.accept(toArrival(delivery, new Date()));
    await this.look();
    if (isLost) await engine.aborted(deliveryId, sending);
    else {
      await engine.flushed(deliveryId);
      this.hear(body);
    }
    return body;
  }

  hear(body: JsonObject): void {
    const replies = body['replies'];
    if (Array.isArray(replies)) this.heard.push(...replies.map(String));
  }

  async atDesk(event: DeskEvent): Promise<void> {
    this.requests += 1;
    const reference = this.desk.chats[0]?.id ?? '';
    const intent = { type: 'desk-event' as const, desk: 'second', reference, at: new Date().toISOString(), event };
    const { deliveryId = '' } =
      (await this.engine?.accept(toArrival(toDeskDelivery(intent, `e${this.requests}`), new Date()))) ?? {};
    await vi.waitFor(async () => expect((await this.store?.inbox.get(deliveryId))?.status).toBe('processed'), wait);
    await this.look();
  }

  async operatorSays(text: string): Promise<void> {
    const agent = { id: null, name: 'Sarah' };
    await this.atDesk({ type: 'agent-said', agent, text: `${text} (${harmless})`, attachments: [], messageId: null });
  }

  /** The customer tells secrets to the bot, asks for a human, and tells them again. */
  async reachHuman(): Promise<void> {
    for (const words of Object.values(customerSecrets)) await this.say(`${words} (${harmless})`);
    await this.say('talk to a human');
    await vi.waitFor(() => expect(this.desk.chats).toHaveLength(1), wait);
    await this.atDesk({ type: 'agent-joined', agent: { id: null, name: 'Sarah' } });
    for (const words of Object.values(customerSecrets)) await this.say(`${words} (${harmless})`);
    await vi.waitFor(() => expect(this.desk.chats[0]?.sent.length).toBeGreaterThanOrEqual(4), wait);
    await this.look();
  }

  pushed(): string[] {
    return [...this.channel.pushed.values()].flat().map(({ text }) => text);
  }

  finished(): JsonObject[] {
    return [...this.channel.finished.values()];
  }

  /** Everything is over: nothing is sealed that nobody needs, and what was looked for can be found. */
  async end(): Promise<void> {
    await vi.waitFor(
      async () => expect(await this.store?.sealed.list('message', { after: null, limit: 9 })).toEqual([]),
      wait,
    );
    await this.look();
    expect(await this.place.findReadable()).toEqual([harmless]);
    expect(JSON.stringify(this.desk.chats)).not.toMatch(/Zitrone#4711|5500\.0000|904213/);
    process.stdout.write(`words at rest: ${JSON.stringify(this.figures)}\n`);
    expect(this.figures.sealed).toBeGreaterThan(3);
  }
}

const wait = { timeout: 20_000, interval: 20 };
const exactly = operatorWords.map((words) => `${words} (${harmless})`);

describe.each([
  ['in the files of the embedded store', placeEmbedded],
  ['in the rows of a server', placeOnServer],
] as const)('no secret is readable %s', (_where, makePlace) => {
  const tell = async (capabilities: Partial<ChannelCapabilities>): Promise<Story> => {
    const story = new Story(await makePlace(), capabilities);
    await story.start();
    await story.reachHuman();
    return story;
  };

  it('while a channel is answered, with lost answers and a kill', { timeout: 400_000 }, async () => {
    const story = await tell({});
    for (const words of operatorWords) await story.operatorSays(words);
    await story.kill();
    await story.say('', { id: 'lost', isLost: true });
    await story.kill();
    const answer = await story.say('', { id: 'lost' });
    expect(answer['replies']).toEqual(expect.arrayContaining(exactly));
    expect(story.heard).toEqual(expect.arrayContaining(exactly));
    // Asked for once more, the words are the same ones.
    expect(await story.say('', { id: 'lost' })).toEqual(answer);
    await story.end();
  });

  it('while words are pushed, with a lost confirmation and a kill', { timeout: 400_000 }, async () => {
    const story = await tell({ canPush: true });
    await vi.waitFor(() => expect(story.disturbances).toEqual([]), wait);
    story.disturbances.push('before', 'after');
    for (const words of operatorWords) await story.operatorSays(words);
    await vi.waitFor(() => expect(story.disturbances).toEqual([]), wait);
    await story.kill();
    await vi.waitFor(() => expect(story.pushed()).toEqual(expect.arrayContaining(exactly)), wait);
    expect(story.pushed().filter((text) => text.includes(harmless))).toEqual(exactly);
    await story.end();
  });

  it('while an answer was promised, with a lost confirmation and a kill', { timeout: 400_000 }, async () => {
    const story = await tell({ deferredAnswerMs: 170_000 });
    await story.atDesk({ type: 'completed', endedBy: 'agent' });
    for (const text of ['set up my monitor', '1', 'no']) await story.say(text);
    expect(await story.say('no')).toMatchObject({ action: 'pending' });
    for (const words of operatorWords) await story.operatorSays(words);
    await story.kill();
    story.disturbances.push('after');
    story.letFile();
    await vi.waitFor(() => expect(story.finished()).not.toEqual([]), wait);
    await story.kill();
    const said = () =>
      story.finished().flatMap((body) => (isJsonObject(body) && Array.isArray(body['replies']) ? body['replies'] : []));
    await vi.waitFor(() => expect(said()).toEqual(expect.arrayContaining(exactly)), wait);
    await story.end();
  });
});
