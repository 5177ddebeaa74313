import { type BotSettings, parseState, plainChain } from '@baton/core';
import { createMemoryStore, newBotContext } from '@baton/testkit';
import { afterEach, expect, it } from 'vitest';
import { startGateway } from '../testing/start-gateway.ts';
import { keepSettings, type Possible } from './keep-settings.ts';

type Gateway = Awaited<ReturnType<typeof startGateway>>;
let gateway: Gateway | null = null;
afterEach(() => gateway?.stop());

const everything: Possible = { desks: ['salesiq'], canMail: true };
const old: BotSettings = {
  version: 'old',
  locale: 'de',
  handoffChain: ['salesiq'],
  acceptTimeoutMs: 77_000,
  chain: plainChain,
  ticketLooks: [],
  silenceMs: 600_000,
  unheardMs: 120_000,
  sendsCustomerMail: true,
  supportEmail: 'support@company.com',
  pointsOfContact: [{ match: 'company.com', email: 'manager@company.com' }],
};
const now: BotSettings = { ...old, version: 'now', locale: 'en', handoffChain: [], acceptTimeoutMs: 5_000 };
const { version: _version, ...oldContent } = old;

/** Ends the gateway that runs and starts another one with these settings on the same store. */
async function restart(store: ReturnType<typeof createMemoryStore>, settings: BotSettings): Promise<void> {
  await gateway?.stop();
  const earlierSettings = await keepSettings(store.settings, { settings, possible: everything });
  gateway = await startGateway(store, { context: newBotContext({ settings, earlierSettings }) });
}

async function say(chat: string, message: string): Promise<string> {
  const answer = await gateway?.server.inject({
    method: 'POST',
    url: '/webhook/salesiq',
    payload: JSON.stringify({ chat_id: chat, message, message_id: `${chat}-${message}`, visitor_id: chat }),
  });
  return String((answer?.json() as { response?: string } | undefined)?.response);
}

function stateOf(store: ReturnType<typeof createMemoryStore>, chat: string) {
  const row = [...store.tables.conversations.values()].find(({ chatId }) => chatId === chat);
  return parseState(row?.state ?? {});
}

it('lets a conversation keep language, chain and patience across a restart with others, and begins new ones with them', async () => {
  const store = createMemoryStore();
  await restart(store, old);
  await say('first', 'hallo');
  await restart(store, now);
  const first = await say('first', 'ich möchte mit einem Menschen sprechen');
  const second = await say('second', 'talk to a human');
  expect(stateOf(store, 'first')).toMatchObject({
    settingsVersion: 'old',
    locale: 'de',
    handoff: { chain: ['salesiq'], leg: { desk: 'salesiq' } },
  });
  expect([...store.tables.timers.values()].map(({ dueAt }) => Math.round((dueAt - Date.now()) / 1_000))).toContainEqual(
    expect.closeTo(77, -1),
  );
  expect(first).not.toBe(second);
  expect(stateOf(store, 'second')).toMatchObject({ settingsVersion: 'now', locale: 'en' });
  expect(stateOf(store, 'second').handoff?.leg.desk).toBeUndefined();
});

it('keeps each version once and gives out the earlier ones, as far as they can be done now', async () => {
  const { settings: versions } = createMemoryStore();
  expect(await keepSettings(versions, { settings: old, possible: everything })).toEqual([]);
  expect(await keepSettings(versions, { settings: now, possible: everything })).toEqual([old]);
  expect(await keepSettings(versions, { settings: now, possible: { desks: ['hubspot'], canMail: false } })).toEqual([
    { ...old, handoffChain: [], sendsCustomerMail: false, supportEmail: null, pointsOfContact: [] },
  ]);
  expect(await keepSettings(versions, { settings: old, possible: everything })).toEqual([now]);
});

it('takes what an earlier version did not set as it is now, and leaves out what nobody can read', async () => {
  const { settings: versions } = createMemoryStore();
  const organisation = 'default';
  await versions.keep({ organisation, version: 'few', content: { locale: 'de', beside: 'unknown' } });
  await versions.keep({ organisation, version: 'bad', content: { ...oldContent, handoffChain: 'salesiq' } });
  expect(await keepSettings(versions, { settings: now, possible: everything })).toEqual([
    { ...now, version: 'few', locale: 'de' },
  ]);
});
