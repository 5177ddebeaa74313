import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createEmulator, type Emulator } from './create-emulator.ts';

type BrowserTools = { browserFlags: string[]; findBrowser(): string | null };
/** The set-up installs a browser with the same module, in plain JavaScript because it runs before anything is built. */
const tools: string = new URL('../../../tools/browser.mjs', import.meta.url).href;
const { browserFlags, findBrowser }: BrowserTools = await import(tools);

type Fields = Record<string, unknown>;

let emulator: Emulator;
let site: Server;
let siteUrl = '';
let bot: Server;
let browser: Browser;
let context: BrowserContext;
const complaints: string[] = [];

/** A bot that greets, answers, and hands over when it hears "human". */
const answerOf = ({ handler, message }: { handler?: string; message?: { text?: string } }): object => {
  if (handler === 'trigger') return { action: 'reply', replies: ['Good morning!'], suggestions: ['I want a human'] };
  const text = message?.text ?? '';
  return text.includes('human')
    ? { action: 'forward', replies: ['One moment.'] }
    : { action: 'reply', replies: [`You said: ${text}`] };
};

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

beforeAll(async () => {
  bot = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    request.on('end', () => response.end(text === '' ? '' : JSON.stringify(answerOf(JSON.parse(text)))));
  });
  // Another origin, with the snippet of seed 004: the code in the page, and the script without one.
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><link rel="icon" href="data:,"><title>Shop</title><h1>Shop</h1><script>
var $zoho = $zoho || {}; var heard = [];
$zoho.salesiq = $zoho.salesiq || { widgetcode: 'your_widget_code_here', values: {}, ready: function () { heard.push('ready');
  $zoho.salesiq.visitor.info({ Plan: 'Enterprise' }); $zoho.salesiq.chat.department('Callbacks');
  $zoho.salesiq.on('chat.start', function (id) { heard.push('start ' + id); }); } };
var d = document; s = d.createElement('script'); s.type = 'text/javascript'; s.id = 'zsiqscript'; s.defer = true;
s.src = '${emulator.url}/widget'; t = d.getElementsByTagName('script')[0]; t.parentNode.insertBefore(s, t);
</script>`);
  });
  const [botUrl, url] = await Promise.all([listen(bot), listen(site)]);
  siteUrl = url;
  emulator = await createEmulator({ vendors: ['salesiq'], widgetOrigins: [siteUrl] });
  await emulator.configureGateway({ zobotUrl: `${botUrl}/bot`, webhookUrl: `${botUrl}/events` });
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('There is no Chromium. Run "npm test", which installs one.');
  browser = await chromium.launch({ executablePath, args: browserFlags });
});
afterAll(async () => {
  await browser?.close();
  await emulator?.close();
  for (const server of [bot, site]) {
    server.closeAllConnections();
    server.close();
  }
});
beforeEach(async () => {
  await emulator.reset();
  complaints.length = 0;
  context = await browser.newContext({ viewport: { width: 1000, height: 760 } });
  context.setDefaultTimeout(20_000);
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

async function open(url: string): Promise<Page> {
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(url);
  return page;
}
const state = async (collection: string): Promise<Fields[]> =>
  (await (await fetch(`${emulator.url}/__emulator/state/salesiq/${collection}`)).json()) as Fields[];
const operate = (body: Fields): Promise<Response> =>
  fetch(`${emulator.url}/__emulator/salesiq/operator`, { method: 'POST', body: JSON.stringify(body) });
const write = async (page: Page, text: string): Promise<void> => {
  await page.getByLabel('Your message').fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
};
const said = (page: Page, sender: string, text: string): Promise<void> =>
  page.locator(`.turn[data-sender=${sender}] .text`).filter({ hasText: text }).first().waitFor();
const heard = (page: Page, event: string): Promise<string | null> =>
  page.locator(`#events [data-event="${event}"]`).first().textContent();

it('greets, talks with the bot, is handed to an operator, ends and is rated; the site hears all of it', async () => {
  const page = await open(`${emulator.url}/widget-demo`);
  await page.getByRole('button', { name: /Chat with/ }).click();
  await said(page, 'bot', 'Good morning!');
  expect(await state('conversations')).toEqual([]);
  await write(page, 'Hello <b>there</b>');
  await said(page, 'bot', 'You said: Hello <b>there</b>');
  const [chat] = await state('conversations');
  const id = String(chat?.['id']);
  expect(chat?.['visitor']).toMatchObject({ name: 'John Doe', email: 'john@company.com' });
  expect(await heard(page, 'chat.start')).toBe(`chat.start ${id}`);
  expect(await heard(page, 'visitor.chat')).toContain('"email":"john@company.com"');
  expect(await heard(page, 'floatbutton.click')).toContain('floatbutton.click');
  await write(page, 'A human please');
  await page.locator('.status[data-status=waiting]').waitFor();
  await operate({ conversation_id: id, action: 'join' });
  await operate({ conversation_id: id, action: 'typing' });
  expect(await heard(page, 'operator.typing')).toContain('Sarah Johnson');
  await operate({ conversation_id: id, action: 'reply', text: 'Hi, this is Sarah.' });
  await said(page, 'operator', 'Hi, this is Sarah.');
  expect(await heard(page, 'chat.attend')).toContain('"attender":"Sarah Johnson"');
  expect(await heard(page, 'chat.agentMessage')).toContain('Hi, this is Sarah.');
  if (process.env['BATON_SCREENSHOT'] !== undefined) await page.screenshot({ path: process.env['BATON_SCREENSHOT'] });

  await page.reload();
  await page.getByRole('button', { name: /Chat with/ }).click();
  await said(page, 'operator', 'Hi, this is Sarah.');
  await page.getByRole('button', { name: 'End', exact: true }).click();
  await page.getByRole('button', { name: '4 stars' }).click();
  await page.getByText('Thank you for rating').waitFor();
  expect(await heard(page, 'chat.end')).toBe(`chat.end ${id}`);
  expect(await page.locator('#events [data-event="chat.start"]').count()).toBe(0);
  const feedback = await (await fetch(`${emulator.url}/__emulator/snapshot`)).text();
  expect(feedback).toContain('"rating":4');
});

it('answers the calls of a site: window, question, colour, place, tracking', async () => {
  const page = await open(`${emulator.url}/widget-demo`);
  const panel = page.getByRole('region', { name: 'Chat' });
  await page.locator('#toggle').click();
  await panel.waitFor();
  await page.locator('#close').click();
  await panel.waitFor({ state: 'hidden' });
  expect(await heard(page, 'widget.closed')).toContain('widget.closed');
  await page.locator('#left').click();
  await page.locator('#color').click();
  const button = page.getByRole('button', { name: /Chat with/ });
  const color =
    "getComputedStyle(document.querySelector('#zsiqwidget').shadowRoot.querySelector('.float')).backgroundColor";
  expect(await page.evaluate<string>(color)).toBe('rgb(122, 63, 160)');
  expect((await button.boundingBox())?.x).toBeLessThan(100);
  await page.locator('#convert').click();
  await vi.waitFor(async () =>
    expect(await state('activities')).toMatchObject([
      { kind: 'pageview', name: `${emulator.url}/widget-demo` },
      { kind: 'conversion', name: 'signup_completed', data: { plan: 'enterprise' } },
    ]),
  );
  await page.locator('#start').click();
  await said(page, 'bot', 'You said: I forgot my password');
  expect(await state('conversations')).toMatchObject([{ question: 'I forgot my password' }]);
});

it("runs on a site of another origin with the seed's snippet, and only on one that is named", async () => {
  const page = await open(siteUrl);
  await page.getByRole('button', { name: /Chat with/ }).click();
  await write(page, 'Hello from the shop');
  await said(page, 'bot', 'You said: Hello from the shop');
  const [chat] = await state('conversations');
  expect(chat).toMatchObject({ department: { name: 'Callbacks' }, customer_info: { Plan: 'Enterprise' } });
  expect(await state('visitors')).toMatchObject([{ customFields: { Plan: 'Enterprise' } }]);
  expect(await page.evaluate<string[]>('heard')).toEqual(['ready', `start ${chat?.['id']}`]);

  const refused = await fetch(`${emulator.url}/__emulator/widget/message`, {
    method: 'POST',
    headers: { origin: 'http://evil.example' },
    body: JSON.stringify({ text: 'Hello' }),
  });
  expect(refused.status).toBe(403);
  const other = await fetch(`${emulator.url}/__emulator/reset`, { method: 'POST', headers: { origin: siteUrl } });
  expect(other.status).toBe(403);
  expect((await fetch(`${emulator.url}/widget?wc=siqwrong`)).status).toBe(404);
});
