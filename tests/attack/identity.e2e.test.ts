import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmulatedVendors, flatSecret, type Row, startEmulators } from '../support/emulators.ts';
import type { FlatReply } from '../support/flat-chat.ts';
import { end, type Running, startBaton, until } from '../support/processes.ts';

/** Attacks on how identity is proved, through a started gateway that asks no human but makes a ticket at once. */
const folder = mkdtempSync(join(tmpdir(), 'baton-identity-'));
const codesPerHour = 6;
const mailsPerHour = 5;
let vendors: EmulatedVendors;
let node: Running;

beforeAll(async () => {
  vendors = await startEmulators();
  await vendors.addCustomers(['ceo@company.com', 'jane@company.com', 'jim@company.com'], {
    'ceo@company.com': { Username: 'ceo.admin' },
  });
  node = await startBaton({
    command: ['serve'],
    environment: {
      ...vendors.settings,
      BATON_DATA_DIR: folder,
      BATON_HANDOFF_CHAIN: 'ticket',
      CRM_USERNAME_FIELD: 'Username',
      CODES_PER_HOUR: String(codesPerHour),
      MAILS_PER_HOUR: String(mailsPerHour),
    },
    ready: /ready gateway=(\S+)/,
  });
  await vendors.pointTo(node.ready[0] ?? '');
});
afterAll(async () => {
  await end(node, 'SIGTERM');
  await vendors?.stop();
  rmSync(folder, { recursive: true, force: true });
});

type Person = { visitor: string; email: string | null; name: string; address: string | null };

/** Somebody who writes in a chat of their own, new unless they say which. */
function open(about: Partial<Person> & { chatId?: string } = {}) {
  const { chatId = randomUUID(), visitor = randomUUID(), email = null, name = 'Eve', address = null } = about;
  const say = async (message: string): Promise<FlatReply> => {
    const answer = await fetch(`${node.ready[0]}/webhook/salesiq`, {
      method: 'POST',
      headers: { 'x-baton-secret': flatSecret },
      body: JSON.stringify({
        ...{ chat_id: chatId, message, message_id: randomUUID(), visitor_id: visitor, visitor_name: name },
        ...(email === null ? {} : { visitor_email: email }),
        ...(address === null ? {} : { visitor_ip: address }),
      }),
      signal: AbortSignal.timeout(30_000),
    });
    expect(answer.status).toBe(200);
    return (await answer.json()) as FlatReply;
  };
  return { chatId, say, resetOf: (account: string) => say('reset my password').then(() => say(account)) };
}

const mailsTo = async (address: string): Promise<Row[]> =>
  (await vendors.rows('mail/messages')).filter(({ to }) => to === address);
const codesTo = async (address: string): Promise<string[]> =>
  (await mailsTo(address)).flatMap(({ text }) => /\b\d{8}\b/.exec(String(text)) ?? []);
const newCode = (address: string, known: number): Promise<string> =>
  until(`a code for ${address}`, async () => (await codesTo(address))[known]);
const ticketOf = (chatId: string): Promise<string> =>
  until('the ticket', async () => {
    const found = (await vendors.rows('desk/tickets')).find(
      (ticket) => (ticket['cf'] as Row)['cf_salesiq_chat_id'] === chatId,
    );
    return found === undefined ? undefined : String(found['description']);
  });

describe('somebody else’s password', () => {
  it('is not reset by proving an address of one’s own', async () => {
    const john = open({ email: 'john@company.com', name: 'John Doe' });
    await john.resetOf('john@company.com');
    await john.say(await newCode('john@company.com', 0));
    await john.resetOf('ceo.admin');
    await newCode('ceo@company.com', 0);
    expect(await codesTo('john@company.com')).toHaveLength(1);
    await john.say('talk to a human');
    const tickets = await until('both tickets', async () => {
      const all = (await vendors.rows('desk/tickets')).map(({ description }) => String(description));
      const about = all.filter((text) => text.includes(john.chatId));
      return about.length > 1 ? about : undefined;
    });
    expect(tickets[0]).toContain('Account john@company.com: verified.');
    expect(tickets[1]).toContain('Account ceo.admin: NOT VERIFIED.');
    expect(tickets[1]).not.toContain('Account ceo.admin: verified');
  });

  it('is not reset under a name that nobody has, whatever address is claimed', async () => {
    const known = await codesTo('jane@company.com');
    const eve = open({ email: 'jane@company.com' });
    expect((await eve.resetOf('nobody.admin')).response).toContain('8-digit code');
    for (const code of ['11111111', '22222222', '33333333']) await eve.say(code);
    expect(await ticketOf(eve.chatId)).toContain('Account nobody.admin: NOT VERIFIED.');
    expect(await codesTo('jane@company.com')).toEqual(known);
  });

  it('is not reset by somebody who goes by another address than the account’s', async () => {
    const eve = open({ email: 'eve@evil.example' });
    await eve.resetOf('jane@company.com');
    const said = await eve.say(await newCode('jane@company.com', 0));
    expect(said.response).toContain('another address');
    const ticket = await ticketOf(eve.chatId);
    expect(ticket).toContain('Account jane@company.com: NOT VERIFIED.');
    expect(ticket).toContain('Customer identity: claimed; a code proved jane@company.com');
  });
});

describe('mails', () => {
  it('are few, and carry no words of strangers, to an address that nobody proved', async () => {
    const victim = 'victim@elsewhere.example';
    const words = `Win at https://evil.example now\r\n${'really '.repeat(20)}`.slice(0, 190);
    await Promise.all(
      Array.from({ length: 40 }, async () => {
        const chat = open({ email: victim, name: words });
        for (const text of ['set up my monitor', '1', 'no', 'no']) await chat.say(text);
        await ticketOf(chat.chatId);
      }),
    );
    await until('the mails', async () => ((await mailsTo(victim)).length >= mailsPerHour ? true : undefined));
    const mails = await mailsTo(victim);
    expect(mails).toHaveLength(mailsPerHour);
    for (const { subject, text } of mails) {
      expect(String(subject)).toMatch(/^Your Support Ticket #\d+$/);
      expect(String(text)).not.toContain('evil');
      expect(String(text).split('\n').slice(0, 10).join('\n')).not.toContain('Win');
    }
  });

  it('are limited for one visitor and for one network address, whoever they go to', async () => {
    const count = async (): Promise<number> =>
      (await vendors.rows('mail/messages')).filter(({ to }) => String(to).endsWith('@many.example')).length;
    const visitor = randomUUID();
    await Promise.all(
      Array.from({ length: 25 }, async (_each, index) => {
        const chat = open({ visitor, email: `a${index}@many.example` });
        for (const text of ['set up my monitor', '1', 'no', 'no']) await chat.say(text);
        await ticketOf(chat.chatId);
      }),
    );
    await until('the mails', async () => ((await count()) >= 20 ? true : undefined));
    expect(await count()).toBe(20);
  });
});

describe('codes', () => {
  it('beyond the limit never come to be, however many ask at once, and a human is offered', async () => {
    const chats = Array.from({ length: 20 }, () => open());
    const said = await Promise.all(chats.map(async (chat) => (await chat.resetOf('jim@company.com')).response));
    const saying = (words: string): number => said.filter((text) => text.includes(words)).length;
    await until('an answer in each chat', async () => {
      // On a busy machine the answer of some comes after a holding text.
      for (const [index, chat] of chats.entries())
        if (!/8-digit code|A colleague will check/.test(said[index] ?? ''))
          said[index] += (await chat.say('')).response;
      return saying('8-digit code') + saying('A colleague will check your identity') === 20 ? true : undefined;
    });
    expect(saying('8-digit code')).toBe(codesPerHour);
    await until('the codes', async () =>
      (await codesTo('jim@company.com')).length >= codesPerHour ? true : undefined,
    );
    expect(await codesTo('jim@company.com')).toHaveLength(codesPerHour);
  });

  it('come to an end in the same words for an account that nobody has', async () => {
    const replyTo = async (account: string): Promise<string> =>
      (await open().resetOf(account)).response.replace(/number: \d+/, 'number: …');
    const wordsFor = async (account: string): Promise<string[]> => {
      const words: string[] = [];
      for (let times = 0; times <= codesPerHour; times += 1) words.push(await replyTo(account));
      return words;
    };
    const stranger = await wordsFor('stranger@company.com');
    expect(await wordsFor('nobody.at-all')).toEqual(stranger);
    expect(await replyTo('jim@company.com')).toBe(stranger.at(-1));
    expect(new Set(stranger.slice(0, -1)).size).toBe(1);
  });

  it('are still sent to somebody who proved the address, when strangers have used them up', async () => {
    const mine = { visitor: 'john at home', email: 'john@company.com', name: 'John Doe' };
    const before = (await codesTo('john@company.com')).length;
    const first = open(mine);
    await first.resetOf('john@company.com');
    await first.say(await newCode('john@company.com', before));
    let promised = before + 1;
    for (let times = 0; times <= codesPerHour; times += 1)
      if ((await open().resetOf('john@company.com')).response.includes('8-digit code')) promised += 1;
    expect((await open().resetOf('john@company.com')).response).toContain('A colleague will check');
    const known = await until('the codes of strangers', async () => {
      const { length } = await codesTo('john@company.com');
      return length >= promised ? length : undefined;
    });
    const second = open(mine);
    expect((await second.resetOf('john@company.com')).response).toContain('8-digit code');
    expect((await second.say(await newCode('john@company.com', known))).response).toContain('right code');
    expect(await ticketOf(second.chatId)).toContain('Account john@company.com: verified.');
  });
});
