import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEmulator, type Emulator } from '@baton/emulators';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';

type BrowserTools = { browserFlags: string[]; findBrowser(): string | null };
/** The set-up installs a browser with the same module, in plain JavaScript because it runs before anything is built. */
const tools: string = new URL('../tools/browser.mjs', import.meta.url).href;
const { browserFlags, findBrowser }: BrowserTools = await import(tools);

const built = new URL('../clients/salesiq-widget/dist/', import.meta.url);
let site: Server;
let siteUrl = '';
let bot: Server;
let emulator: Emulator;
let browser: Browser;

const listen = (server: Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });

beforeAll(async () => {
  bot = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end(JSON.stringify({ action: 'reply', replies: ['I am the bot.'] })));
  });
  // A company's own page: its script is a module that imports the helper as it is built.
  site = createServer((request, response) => {
    const path = request.url ?? '/';
    const isScript = /^\/helper\/[a-z-]+\.js$/.test(path);
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript
        ? readFileSync(new URL(path.replace('/helper/', ''), built))
        : '<!doctype html><link rel="icon" href="data:,"><title>Shop</title><h1>Shop</h1><button id="talk">Talk</button>',
    );
  });
  const [botUrl, url] = await Promise.all([listen(bot), listen(site)]);
  siteUrl = url;
  emulator = await createEmulator({ vendors: ['salesiq'], widgetOrigins: [siteUrl] });
  await emulator.configureGateway({ zobotUrl: botUrl, webhookUrl: botUrl });
  const executablePath = findBrowser();
  if (executablePath === null) throw new Error('There is no Chromium. Run "npm test", which installs one.');
  browser = await chromium.launch({ executablePath, args: browserFlags });
});
afterAll(async () => {
  await browser?.close();
  await emulator?.close();
  for (const server of [bot, site]) {
    server?.closeAllConnections();
    server?.close();
  }
});

async function openSite(): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(siteUrl);
  return page;
}

/** Runs a script in the page in which `load` loads the widget of this code. */
const run = (page: Page, code: string, work: string): Promise<unknown> =>
  page.evaluate(`(async () => {
    const { loadSalesIqWidget, WidgetError } = await import('/helper/index.js');
    const load = () => loadSalesIqWidget({ widgetCode: ${JSON.stringify(code)}, scriptUrl: '${emulator.url}/widget', timeoutMs: 3000 });
    ${work}
  })()`);

it('tells who the visitor is, starts a chat with a first message, and hears of it under both names', async () => {
  const page = await openSite();
  const code = String(emulator.connection()['widgetCode']);
  await run(
    page,
    code,
    `const widget = await load();
     window.heard = [];
     for (const event of ['visitor.chat', 'chat.start', 'widget.opened', 'floatbutton.click'])
       widget.on(event, (visitId, data) => window.heard.push(event));
     widget.visitor.name('Ann Lee');
     widget.visitor.email('ann@example.com');
     widget.visitor.phone('555-0100');
     widget.visitor.info({ Plan: 'Gold', Seats: 3 });
     document.getElementById('talk').addEventListener('click', () =>
       widget.chat.start({ question: 'My printer is on fire', department: 'Callbacks' }));`,
  );
  await page.getByRole('button', { name: 'Talk' }).click();
  await page.locator('.turn[data-sender=bot] .text').filter({ hasText: 'I am the bot.' }).first().waitFor();
  const answer = await fetch(`${emulator.url}/__emulator/state/salesiq/conversations`);
  expect(await answer.json()).toMatchObject([
    {
      question: 'My printer is on fire',
      department: { name: 'Callbacks' },
      visitor: { name: 'Ann Lee', email: 'ann@example.com', phone: '555-0100' },
      customer_info: { Plan: 'Gold', Seats: '3' },
    },
  ]);
  expect(await page.evaluate('window.heard')).toEqual(expect.arrayContaining(['visitor.chat', 'chat.start']));
  await page.close();
});

it('opens, closes and toggles the window under the seed’s names, and loads once', async () => {
  const page = await openSite();
  const code = String(emulator.connection()['widgetCode']);
  const isOpen = (): Promise<boolean> => page.getByLabel('Your message').isVisible();
  const seen = await run(
    page,
    code,
    `window.widget = await load();
     await load();
     return { scripts: document.querySelectorAll('#zsiqscript').length,
       supports: ['chatwindow.visible', 'chat.nothing'].map((name) => window.widget.supports(name)) };`,
  );
  expect(seen).toEqual({ scripts: 1, supports: [true, false] });
  const steps: [string, boolean][] = [
    ['floatwindow.open()', true],
    ['floatwindow.close()', false],
    ["floatwindow.visible('toggle')", true],
    ["floatwindow.visible('toggle')", false],
    ["chatwindow.visible('show')", true],
    ['floatwindow.minimize()', false],
  ];
  expect(await isOpen()).toBe(false);
  for (const [call, isShown] of steps) {
    await page.evaluate(`window.widget.${call}`);
    expect([call, await isOpen()]).toEqual([call, isShown]);
  }
  await page.close();
});

it('says what is wrong: an event nobody tells, an empty question, a code that is none', async () => {
  const page = await openSite();
  const code = String(emulator.connection()['widgetCode']);
  const caught = await run(
    page,
    code,
    `const widget = await load();
     const codeOf = (work) => { try { work(); } catch (error) { return error instanceof WidgetError ? error.code : String(error); } };
     return [codeOf(() => widget.on('operator.typing', () => {})), codeOf(() => widget.chat.start({ question: ' ' }))];`,
  );
  expect(caught).toEqual(['unsupported', 'invalid']);
  await page.close();
  const other = await openSite();
  const refused = await run(other, 'siq-none', 'return load().then(() => "loaded", (error) => error.code);');
  expect(refused).toBe('misconfigured');
  await other.close();
});

it('runs the program of the guide', async () => {
  const guide = readFileSync(new URL('../docs/guides/clients.md', import.meta.url), 'utf8');
  const program = /<!-- in the browser: widget -->\n```ts\n([\s\S]*?)```/.exec(guide)?.[1] ?? '';
  const page = await openSite();
  const code = String(emulator.connection()['widgetCode']);
  const changed = program
    .replace(/^import .*$/m, '')
    .replace(/widgetCode: '[^']*'/, `widgetCode: '${code}'`)
    .replace(/scriptUrl: '[^']*'/, `scriptUrl: '${emulator.url}/widget'`);
  expect(changed).toContain(emulator.url);
  await run(page, code, changed);
  await page.getByRole('button', { name: 'Talk' }).click();
  await page.locator('.turn[data-sender=bot] .text').filter({ hasText: 'I am the bot.' }).first().waitFor();
  await page.close();
});
