import { randomUUID } from 'node:crypto';
import { type EmulatedVendors, startEmulators } from './emulators.ts';
import { type Exchange, FlatChat } from './flat-chat.ts';
import { end, hasEnded, type Running, startBaton, until } from './processes.ts';

/**
 * A gateway that keeps being killed, the vendors beside it in a process of their own, and a load generator with its own journal. Started
 * again after every kill on the same data, with the next crash point armed.
 */
export class CrashWorld {
  readonly vendors: EmulatedVendors;
  /** What the load generator was answered; the first of the three journals. */
  readonly journal: Exchange[] = [];
  kills = 0;
  /** Chats that did not come to their end, for whoever has to find out why. */
  readonly failures: string[] = [];
  private readonly chats: FlatChat[] = [];
  private node: Running | undefined;
  private readonly dataDir: string;

  private constructor(vendors: EmulatedVendors, dataDir: string) {
    this.vendors = vendors;
    this.dataDir = dataDir;
  }

  static async create(dataDir: string): Promise<CrashWorld> {
    const world = new CrashWorld(await startEmulators(), dataDir);
    await world.vendors.addCustomers(Array.from({ length: customersMax }, (_each, index) => customerEmail(index)));
    await world.start(undefined);
    return world;
  }

  gatewayUrl(): string {
    return this.node?.ready[0] ?? '';
  }

  /** Starts the gateway; `crashAt` kills it when it gets there. */
  async start(crashAt: string | undefined): Promise<void> {
    this.node = undefined;
    const started = startBaton({
      command: ['serve'],
      environment: {
        ...this.vendors.settings,
        BATON_DATA_DIR: this.dataDir,
        HANDOFF_TIMEOUT_SECONDS: '6',
        BATON_CRASH_AT: crashAt,
      },
      ready: /ready gateway=(\S+)/,
    });
    // What was left over may run into the crash point before the gateway is even ready.
    this.node = await started.catch((error: unknown) => {
      if (crashAt === undefined) throw error;
      return undefined;
    });
    const { node } = this;
    if (node === undefined) return;
    // What was left over may run into the crash point at once; then there is nothing to point to.
    const pointed = this.vendors.pointTo(this.gatewayUrl()).catch((error: unknown) => {
      if (!this.isDown()) throw error;
    });
    await Promise.race([pointed, node.ended]);
  }

  async kill(): Promise<void> {
    await end(this.node, 'SIGKILL');
    this.kills += 1;
  }

  async stop(): Promise<void> {
    await end(this.node, 'SIGTERM');
  }

  async close(): Promise<void> {
    await end(this.node, 'SIGKILL');
    await this.vendors.stop();
  }

  isDown(): boolean {
    return this.node === undefined || hasEnded(this.node);
  }

  errors(): string {
    return this.node?.errors() ?? '';
  }

  /** Resolves when the armed crash point was reached. */
  async untilKilled(point: string, withinMs: number): Promise<void> {
    try {
      await until(`the crash at ${point}`, async () => (this.isDown() ? true : undefined), { withinMs });
    } catch (error) {
      throw new Error(`${String(error)}\n${await this.describe()}`);
    }
    this.kills += 1;
  }

  /** What a failed wait needs to be understood: open work, the last requests and the gateway's last words. */
  private async describe(): Promise<string> {
    const metrics = await fetch(`${this.gatewayUrl()}/metrics`, { signal: AbortSignal.timeout(3_000) })
      .then((answer) => answer.text())
      .catch(String);
    const last = this.journal.slice(-3).map(({ chatId, text, reply }) => `${chatId}: ${text} → ${reply.response}`);
    const chats = this.chats.slice(-6).map(({ chatId, underWay }) => {
      const last = this.journal.filter((exchange) => exchange.chatId === chatId).at(-1);
      const now = underWay === null ? 'nothing' : `"${underWay.text}" since ${underWay.since.toISOString()}`;
      return `${chatId}: last "${last?.text}" → "${last?.reply.response}"; now ${now} ${JSON.stringify([...(underWay?.failures ?? [])])}`;
    });
    const entries = (await this.vendors.control('/journal')) as Record<string, unknown>[];
    const calls = entries
      .slice(-60)
      .map(({ at, operation, status, fault }) => `${at} ${operation} ${status} ${fault ?? ''}`);
    return [...this.failures, metrics, ...last, ...chats, ...calls, this.errors().slice(-2_000)].join('\n');
  }

  /** Nothing waits in the gateway any more. */
  async untilQuiet(): Promise<void> {
    await until(
      'quiet',
      async () => {
        const metrics = await (await fetch(`${this.gatewayUrl()}/metrics`)).text();
        const counts = [...metrics.matchAll(/baton_backlog\{kind="(?:inbox|outbox)"\} (\d+)/g)].map((match) =>
          Number(match[1]),
        );
        return counts.length === 2 && counts.every((count) => count === 0) ? true : undefined;
      },
      { withinMs: 240_000 },
    );
  }

  /** A chat of a customer whom the CRM knows and who has no other chat. */
  newChat(): FlatChat {
    const number = this.chats.length + 1;
    const email = customerEmail(number % customersMax);
    const chat = new FlatChat({
      chatId: `load-${number}-${randomUUID()}`,
      email,
      gatewayUrl: () => this.gatewayUrl(),
      journal: this.journal,
    });
    this.chats.push(chat);
    return chat;
  }

  /** Every customer listens until nothing more comes. */
  async hearAll(): Promise<void> {
    for (const chat of this.chats) {
      for (let quiet = 0; quiet < 2; ) quiet = (await chat.poll()).replies.length === 0 ? quiet + 1 : 0;
    }
  }
}

const customersMax = 100;
const customerEmail = (index: number): string => `customer-${index}@company.com`;

/** A customer with everything in it: a verified password reset with ticket and mails, a human who answers, words both ways. */
export async function playWholeChat(world: CrashWorld): Promise<void> {
  const chat = world.newChat();
  const { vendors } = world;
  await chat.say('I forgot my password');
  await chat.say(chat.email);
  await chat.say(await readCode(world, chat.email));
  await until('the ticket', async () => ((await chat.poll()).ticket_created ? true : undefined), {
    withinMs: 240_000,
    everyMs: 300,
  });
  const known = new Set((await vendors.rows('salesiq/conversations')).map((row) => row['id']));
  await chat.say('talk to a human');
  await chat.say(`first words of ${chat.chatId}`);
  await joinAndAnswer(world, { known, mark: chat.chatId });
  await chat.say(`last words of ${chat.chatId}`);
  await until('the end of the handoff', async () => ((await chat.poll()).escalate ? undefined : true), {
    withinMs: 240_000,
    everyMs: 300,
  });
}

function readCode(world: CrashWorld, email: string): Promise<string> {
  return until(
    'the verification mail',
    async () => {
      const mails = (await world.vendors.rows('mail/messages')).filter((mail) => mail['to'] === email);
      return mails.map((mail) => /\b\d{8}\b/.exec(String(mail['text']))?.[0]).find((code) => code !== undefined);
    },
    { withinMs: 240_000 },
  );
}

/** A customer whom nobody answers: the wish for a human ends in a ticket. */
export async function playMissedChat(world: CrashWorld): Promise<void> {
  const chat = world.newChat();
  await chat.say('talk to a human');
  await until('the ticket', async () => ((await chat.poll()).ticket_created ? true : undefined), {
    withinMs: 240_000,
    everyMs: 300,
  });
}

/** The operator finds the chat by the words in it; a handoff that ran out meanwhile is somebody else's (a ticket's). */
async function joinAndAnswer(world: CrashWorld, { known, mark }: { known: Set<unknown>; mark: string }): Promise<void> {
  const { vendors } = world;
  const stopAt = Date.now() + 60_000;
  while (Date.now() < stopAt) {
    const message = (await vendors.rows('salesiq/messages')).find((row) => String(row['text']).includes(mark));
    const id = message?.['conversation_id'];
    if (id !== undefined && !known.has(id)) {
      try {
        await vendors.operate({ conversation_id: id, action: 'join' });
        await vendors.operate({ conversation_id: id, action: 'reply', text: `the operator answers ${mark}` });
        await vendors.operate({ conversation_id: id, action: 'close' });
      } catch {
        // The chat was missed in the meantime; that is an end too.
        return;
      }
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
