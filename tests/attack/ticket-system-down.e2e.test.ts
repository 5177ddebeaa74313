import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type EmulatedVendors, startEmulators } from '../support/emulators.ts';
import { FlatChat } from '../support/flat-chat.ts';
import { end, type Running, startBaton, until } from '../support/processes.ts';

/** Never silence: with a ticket system that is out of order the customer is told so, once, and gets the number when it is back. */
const folder = mkdtempSync(join(tmpdir(), 'baton-desk-down-'));
let vendors: EmulatedVendors;
let node: Running;

beforeAll(async () => {
  vendors = await startEmulators();
  await vendors.addCustomers(['left@company.com']);
  const environment = { ...vendors.settings, BATON_DATA_DIR: folder };
  node = await startBaton({ command: ['serve'], environment, ready: /ready gateway=(\S+)/ });
});
afterAll(async () => {
  await end(node, 'SIGTERM');
  await vendors?.stop();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => vendors.clearFaults());

const recorded = /Your case is recorded\. .*here, or by e-mail/;
const open = (email: string): FlatChat => new FlatChat({ email, gatewayUrl: () => node.ready[0] ?? '', journal: [] });
const mailsTo = async (address: string) =>
  (await vendors.rows('mail/messages')).filter((mail) => JSON.stringify(mail['to']).includes(address));

it.each([
  ['fails', { kind: 'status', status: 503, times: 1_000 }],
  ['answers nothing', { kind: 'timeout', delayMs: 60_000, times: 1_000 }],
])(
  'tells a customer who stays that the case is recorded when the ticket system %s, and then the number',
  async (_how, fault) => {
    await vendors.fault({ vendor: 'desk', ...fault });
    const chat = open('john@company.com');
    for (const text of ['set up my monitor', '1', 'no']) await chat.say(text);
    const reply = await chat.say('no');
    expect(reply.response).toMatch(recorded);
    expect([reply.ticket_created, reply.ticket_number]).toEqual([false, null]);
    await vendors.clearFaults();
    const number = await until('the number', async () => (await chat.poll()).ticket_number ?? undefined, {
      withinMs: 90_000,
    });
    await until('the words', async () => {
      await chat.poll();
      return chat.heard().some((text) => text.includes(`Ticket number: ${number}`)) ? true : undefined;
    });
    expect(chat.heard().filter((text) => recorded.test(text))).toHaveLength(1);
    expect((await vendors.rows('desk/tickets')).filter(({ ticketNumber }) => ticketNumber === number)).toHaveLength(1);
  },
);

it('mails the number to a customer who has left', async () => {
  await vendors.fault({ vendor: 'desk', kind: 'status', status: 503, times: 1_000 });
  const chat = open('left@company.com');
  for (const text of ['set up my monitor', '1', 'no']) await chat.say(text);
  expect((await chat.say('no')).response).toMatch(recorded);
  await vendors.clearFaults();
  const [mail] = await until(
    'the mail',
    async () => {
      const mails = await mailsTo('left@company.com');
      return mails.length > 0 ? mails : undefined;
    },
    { withinMs: 90_000 },
  );
  const numbers = (await vendors.rows('desk/tickets')).map(({ ticketNumber }) => String(ticketNumber));
  expect(numbers.some((number) => String(mail?.['text']).includes(number))).toBe(true);
  expect(await mailsTo('left@company.com')).toHaveLength(1);
});
