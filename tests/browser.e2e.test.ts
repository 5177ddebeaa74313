import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { end, type Running, startBaton, until } from './support/processes.ts';

type BrowserTools = { browserFlags: string[]; findBrowser(): string | null };
/** The set-up installs a browser with the same module, in plain JavaScript because it runs before anything is built. */
const tools: string = new URL('../tools/browser.mjs', import.meta.url).href;
const { browserFlags, findBrowser }: BrowserTools = await import(tools);

let running: Running;
let browser: Browser;
const dataDir = mkdtempSync(join(tmpdir(), 'baton-browser-'));
const troubles: string[] = [];
const pages = (): string => running.ready[1] ?? '';

async function open(path: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(`${path}: ${message.text()}`);
  });
  page.on('pageerror', (error) => troubles.push(`${path}: ${error.message}`));
  page.on('dialog', (dialog) => {
    troubles.push(`${path}: a dialog opened`);
    dialog.dismiss().catch(() => undefined);
  });
  await page.goto(`${pages()}${path}`);
  return page;
}

async function say(visitor: Page, text: string): Promise<void> {
  await visitor.fill('#message', text);
  await visitor.click('#send');
  await visitor.locator('#transcript', { hasText: text }).waitFor();
}

const see = (page: Page, text: string) => page.getByText(text).first().waitFor({ timeout: 20_000 });

beforeAll(async () => {
  const executablePath = findBrowser();
  if (executablePath === null)
    throw new Error(
      'There is no browser. Run: node -e "import(\'./tools/browser.mjs\').then((m) => m.ensureBrowser())"',
    );
  browser = await chromium.launch({ executablePath, args: browserFlags });
  running = await startBaton({
    command: ['start'],
    environment: { BATON_PORT: '0', BATON_EMULATOR_PORT: '0', BATON_DATA_DIR: dataDir },
    ready: /ready gateway=(\S+) emulators=(\S+)/,
  });
});

afterAll(async () => {
  await browser?.close();
  await end(running, 'SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});

it('shows empty pages that say what to do', async () => {
  await see(await open('/operator'), 'No conversation yet');
  await see(await open('/mailbox'), 'No mail yet');
  await see(await open('/tickets'), 'No ticket yet');
  expect(await (await open('/')).getByRole('link').count()).toBeGreaterThan(4);
});

it('resets a password with the code from the mailbox, and shows the ticket', async () => {
  const visitor = await open('/visitor');
  await say(visitor, 'I forgot my password');
  await see(visitor, 'What is your username?');
  await say(visitor, 'john@company.com');
  await see(visitor, 'an e-mail with an 8-digit code is on its way');
  const mailbox = await open('/mailbox');
  await see(mailbox, 'Your verification code');
  const code = /\b\d{8}\b/.exec(await mailbox.locator('article').first().innerText())?.[0] ?? '';
  await say(visitor, code);
  await see(visitor, 'Ticket number:');
  const number = /Ticket number: (\d+)/.exec(await visitor.locator('#transcript').innerText())?.[1] ?? '';
  const tickets = await open('/tickets');
  await see(tickets, `#${number} Password Reset - John Doe`);
  expect(await tickets.locator('article').first().innerText()).not.toContain(code);
});

it('hands the chat to a person, stays silent meanwhile, and shows what customers write as text', async () => {
  const visitor = await open('/visitor');
  const operator = await open('/operator');
  await say(visitor, 'can I talk to a real person please');
  await see(visitor, "I'm connecting you with a colleague");
  await operator.locator('#conversations button', { hasText: 'waiting' }).first().click();
  await operator.locator('#join:enabled').click();
  await operator.fill('#message', 'Hello, this is Sarah.');
  await operator.click('#send');
  await see(visitor, 'Hello, this is Sarah.');
  const attack = '<img src=x onerror=alert(1)>';
  await say(visitor, attack);
  await see(operator, attack);
  expect(await operator.locator('#transcript img').count()).toBe(0);
  const before = await visitor.locator('#transcript').innerText();
  await say(visitor, 'reset my password');
  await until('the words at the operator', async () =>
    (await operator.locator('#transcript').innerText()).includes('reset my password') ? true : undefined,
  );
  const after = await visitor.locator('#transcript').innerText();
  expect(after.replace(before, '')).not.toContain('username');
  await operator.click('#close');
  await visitor.locator('#status', { hasText: 'closed' }).waitFor();
});

it('works on a small screen', async () => {
  const visitor = await open('/visitor');
  await visitor.setViewportSize({ width: 360, height: 700 });
  const isWide = await visitor.evaluate('document.documentElement.scrollWidth > window.innerWidth');
  expect(isWide).toBe(false);
});

it('makes no trouble in the console', () => {
  expect(troubles).toEqual([]);
});
