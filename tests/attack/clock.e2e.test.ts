import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type EmulatedVendors, startEmulators } from '../support/emulators.ts';
import { report } from '../support/figures.ts';
import { FlatChat } from '../support/flat-chat.ts';
import { end, type Running, root, startBaton, until } from '../support/processes.ts';
import { scaled } from '../support/test-scale.ts';

const hourMs = 3_600_000;
type Jump = [what: string, ms: number];
const jumps: Jump[] = [
  ['an hour back', -hourMs],
  ['five minutes on', hourMs / 12],
];
const errors: Jump[] = [
  ['two days, late', -48 * hourMs],
  ['two days, early', 48 * hourMs],
];

type World = { vendors: EmulatedVendors; node: Running; jump(): void; newChat(email: string): FlatChat };

/** A gateway on the embedded store, whose clock jumps with the process's. */
async function withGateway(jumpMs: number, work: (world: World) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'baton-clock-'));
  const vendors = await startEmulators();
  const clock = pathToFileURL(join(root, 'tests/support/jumping-clock.mjs')).href;
  const environment = {
    ...vendors.settings,
    BATON_DATA_DIR: folder,
    HANDOFF_TIMEOUT_SECONDS: '900',
    NODE_OPTIONS: `--import=${clock}`,
    BATON_TEST_CLOCK_JUMP: String(jumpMs),
  };
  const node = await startBaton({ command: ['serve'], environment, ready: /ready gateway=(\S+)/ });
  try {
    await vendors.pointTo(node.ready[0] ?? '');
    const gatewayUrl = (): string => node.ready[0] ?? '';
    await work({
      ...{ vendors, node, jump: () => void node.child.kill('SIGUSR2') },
      newChat: (email) => new FlatChat({ email, gatewayUrl, journal: [] }),
    });
  } finally {
    await end(node, 'SIGTERM');
    await vendors.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A human comes, and words go both ways. */
async function talk({ vendors }: World, chat: FlatChat): Promise<void> {
  const conversation = await until('the chat at the desk', async () =>
    (await vendors.rows('salesiq/conversations')).find((row) => String(row['question']).includes(chat.email)),
  );
  const operate = (body: object): Promise<unknown> => vendors.operate({ conversation_id: conversation['id'], ...body });
  await operate({ action: 'join' });
  await operate({ action: 'reply', text: `hello ${chat.email}` });
  await until('the words of the operator', async () => {
    await chat.poll();
    return chat.heard().includes(`hello ${chat.email}`) ? true : undefined;
  });
  await chat.say(`thanks of ${chat.email}`);
  await until('the words of the customer', async () =>
    JSON.stringify(await vendors.rows('salesiq/messages')).includes(`thanks of ${chat.email}`) ? true : undefined,
  );
  await operate({ action: 'close' });
  await until('the end of the handoff', async () => ((await chat.poll()).escalate ? undefined : true));
}

const reboot = ['please reboot my server', 'yes', 'srv-12', 'no', '1'];

function judge(attack: string, { node }: World, tried: number): void {
  const failures = node
    .errors()
    .split('\n')
    .filter((line) => line.includes('"level":"error"'));
  report({ attack, tried, through: failures.length, note: 'chats under way and new ones; failures of ours' });
  expect(failures).toEqual([]);
}

// The others change less, and are left to the soak.
describe.each(jumps.slice(0, scaled(1)))('a clock that is set %s', (what, jumpMs) => {
  it('keeps no chat that is under way from its human, its ticket or its next answer', { timeout: 240_000 }, () =>
    withGateway(jumpMs, async (world) => {
      const { vendors, jump, newChat } = world;
      const [filing, asking, ringing] = ['filing', 'asking', 'ringing'].map((name) => newChat(`${name}@company.com`));
      if (filing === undefined || asking === undefined || ringing === undefined) throw new Error('there are three');
      for (const words of reboot) await filing.say(words);
      await asking.say('set up my monitor');
      await ringing.say('talk to a human');
      // The ticket is tried again later, and the clock is set in between.
      await vendors.fault({ vendor: 'desk', operation: 'desk.tickets.create', kind: 'status', status: 503, times: 1 });
      await filing.say('yes');
      await until('the try that fails', async () =>
        ((await vendors.control('/faults')) as { times: number }[]).every(({ times }) => times === 0)
          ? true
          : undefined,
      );
      jump();

      await talk(world, ringing);
      expect((await asking.say('1')).replies.length).toBeGreaterThan(0);
      await until('the ticket', async () => ((await filing.poll()).ticket_created ? true : undefined));
      judge(`the clock is set ${what}`, world, 3);
    }),
  );
});

describe.each(errors.slice(0, scaled(1)))('a clock that is wrong by %s', (what, jumpMs) => {
  it('changes nothing for customers', { timeout: 240_000 }, () =>
    withGateway(jumpMs, async (world) => {
      world.jump();
      const filing = world.newChat('filing@company.com');
      const ringing = world.newChat('ringing@company.com');
      await ringing.say('talk to a human');
      await talk(world, ringing);
      for (const words of [...reboot, 'yes']) await filing.say(words);
      await until('the ticket', async () => ((await filing.poll()).ticket_created ? true : undefined));
      judge(`the clock is wrong by ${what}`, world, 2);
    }),
  );
});
