import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { createEmulator, type Emulator } from './create-emulator.ts';

type BrowserTools = { browserFlags: string[]; findBrowser(): string | null };
const tools: string = new URL('../../../tools/browser.mjs', import.meta.url).href;
const { browserFlags, findBrowser }: BrowserTools = await import(tools);

type Fields = Record<string, unknown>;
let emulator: Emulator;
let browser: Browser;
let context: BrowserContext;
let messages: string;
let authorization: string;
const complaints: string[] = [];

beforeAll(async () => {
  emulator = await createEmulator({ vendors: ['hubspot'], settings: { 'hubspot.channelVisibilityMs': 0 } });
  await connectChannel();
  const executablePath = findBrowser();
  if (executablePath === null)
    throw new Error('There is no Chromium. Run "npm test", which installs one, or set BATON_CHROMIUM to its path.');
  browser = await chromium.launch({ executablePath, args: browserFlags });
});
afterAll(async () => {
  await browser.close();
  await emulator.close();
});
beforeEach(async () => {
  complaints.length = 0;
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(30_000);
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

async function send(path: string, body: object): Promise<Fields> {
  const headers = { authorization, 'content-type': 'application/json' };
  const answer = await fetch(emulator.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await answer.json()) as Fields;
}

async function connectChannel(): Promise<void> {
  const { clientId, clientSecret, refreshToken, developerKey, appId, inboxId } = emulator.connection()[
    'hubspot'
  ] as Record<string, string>;
  const form = { client_id: clientId ?? '', client_secret: clientSecret ?? '', refresh_token: refreshToken ?? '' };
  const body = new URLSearchParams({ grant_type: 'refresh_token', ...form });
  const granted = await fetch(`${emulator.url}/oauth/2026-03/token`, { method: 'POST', body });
  authorization = `Bearer ${String(((await granted.json()) as Fields)['access_token'])}`;
  const path = '/conversations/v3/custom-channels';
  const capabilities = { threadingModel: 'INTEGRATION_THREAD_ID', allowOutgoingMessages: true };
  const { id } = await send(`${path}?hapikey=${developerKey}&appId=${appId}`, { name: 'Baton', capabilities });
  const account = await send(`${path}/${id}/channel-accounts`, { inboxId, name: 'Support', authorized: true });
  messages = `${path}/${id}/messages`;
  accountId = String(account['id']);
}
let accountId: string;

/** A visitor writes; the id of the thread. */
async function publish(integrationThreadId: string, text: string, name = 'John Doe'): Promise<string> {
  const deliveryIdentifier = { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value: `of ${integrationThreadId}` };
  const shared = { messageDirection: 'INCOMING', channelAccountId: accountId, integrationThreadId, text };
  const message = await send(messages, { ...shared, senders: [{ name, deliveryIdentifier }] });
  return String(message['conversationsThreadId']);
}

async function open(hash = ''): Promise<Page> {
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(`${emulator.url}/hubspot-inbox${hash}`);
  return page;
}

const historyOf = async (thread: string): Promise<Fields[]> => {
  const answer = await fetch(`${emulator.url}/__emulator/hubspot/threads/${thread}`);
  return ((await answer.json()) as { messages: Fields[] }).messages;
};

it('answers, comments, assigns, attaches, closes and reopens, each in the history', async () => {
  const thread = await publish('tour', 'Where is my order?');
  const page = await open(`#${thread}`);
  await page.locator('.turn', { hasText: 'Where is my order?' }).waitFor();
  await page.locator('#agent').selectOption({ label: 'Amir Haddad' });
  await page.locator('#message').fill('On its way.');
  await page.locator('#send').click();
  await page.locator('.turn.mine[data-sender="agent"]', { hasText: 'On its way.' }).waitFor();
  await page.locator('#message').fill('Asked the carrier.');
  await page.locator('#comment').click();
  await page.locator('.turn[data-sender="comment"]', { hasText: 'Asked the carrier.' }).waitFor();
  await page.locator('#assignee').selectOption({ label: 'Lucia Ferri' });
  await page.getByText('Assigned to Lucia Ferri').waitFor();
  const file = { name: 'label.txt', mimeType: 'text/plain', buffer: Buffer.from('1Z') };
  await page.locator('#file').setInputFiles(file);
  await page.locator('#send').click();
  await page.locator('.attached', { hasText: 'label.txt' }).waitFor();
  await page.locator('#close').click();
  await page.locator('#message:disabled').waitFor();
  await page.locator('#reopen').click();
  await page.locator('#message:enabled').waitFor();
  expect((await historyOf(thread)).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    ...['visitor John Doe', 'agent Amir Haddad', 'comment Amir Haddad', 'change Amir Haddad'],
    ...['agent Amir Haddad', 'change Amir Haddad', 'change Amir Haddad'],
  ]);
});

it('tells what was not read, and shows what people write as text', async () => {
  const attack = '<img src=x onerror=alert(1)>';
  const first = await publish('first', 'Hello');
  const page = await open(`#${first}`);
  await page.locator('.turn', { hasText: 'Hello' }).waitFor();
  const second = await publish('second', `Hi ${attack}`, `Mallory ${attack}`);
  const entry = page.locator(`#items [data-id="${second}"] a`);
  await entry.locator('.unread', { hasText: '1' }).waitFor();
  await page.locator('#queue', { hasText: 'unread' }).waitFor();
  await entry.click();
  await page.locator('#chat-title', { hasText: attack }).waitFor();
  await page.locator('.turn', { hasText: attack }).waitFor();
  await entry.locator('.unread').waitFor({ state: 'detached' });
  expect(await page.locator('main img').count()).toBe(0);
});

it('needs no mouse, and fits a phone of 320 pixels in list and thread', async () => {
  const thread = await publish('phone', 'A question with a-very-long-word-that-goes-on-and-on-without-any-space');
  const page = await open('#');
  await page.setViewportSize({ width: 320, height: 640 });
  const isTooWide = (): Promise<boolean> => page.evaluate('document.documentElement.scrollWidth > innerWidth');
  await page.goto(`${emulator.url}/hubspot-inbox#`);
  const entry = page.locator(`#items [data-id="${thread}"] a`);
  await entry.waitFor();
  expect(await isTooWide()).toBe(false);
  await entry.press('Enter');
  await page.locator('#chosen:focus').waitFor();
  expect(await isTooWide()).toBe(false);
  await page.locator('#message').focus();
  await page.keyboard.type('An answer');
  await page.keyboard.press('Enter');
  await page.locator('.turn.mine', { hasText: 'An answer' }).waitFor();
  await page.locator('#message:focus').waitFor();
  await page.locator('.back').press('Enter');
  await page.locator('#items a:focus').waitFor();
});
