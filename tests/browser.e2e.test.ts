import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { end, type Running, startBaton } from './support/processes.ts';

type BrowserTools = { browserFlags: string[]; findBrowser(): string | null };
/** The set-up installs a browser with the same module, in plain JavaScript because it runs before anything is built. */
const tools: string = new URL('../tools/browser.mjs', import.meta.url).href;
const { browserFlags, findBrowser }: BrowserTools = await import(tools);

const dataDir = mkdtempSync(join(tmpdir(), 'baton-browser-'));
let running: Running | undefined;
let emulators = '';
let browser: Browser | undefined;
let context: BrowserContext;
/** What a page complained about, and what it asked of another server. */
const complaints: string[] = [];

beforeAll(async () => {
  running = await startBaton({
    command: ['start'],
    environment: { BATON_DATA_DIR: dataDir, BATON_PORT: '0', BATON_EMULATOR_PORT: '0' },
    ready: /ready gateway=\S+ emulators=(\S+)/,
  });
  emulators = running.ready[0] ?? '';
  const executablePath = findBrowser();
  if (executablePath === null)
    throw new Error('There is no Chromium. Run "npm test", which installs one, or set BATON_CHROMIUM to its path.');
  browser = await chromium.launch({ executablePath, args: browserFlags });
});
afterAll(async () => {
  await browser?.close();
  await end(running, 'SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  if (browser === undefined) throw new Error('The browser was not started.');
  complaints.length = 0;
  context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(30_000);
});
afterEach(async () => {
  await context.close();
  expect(complaints).toEqual([]);
});

async function open(path: string): Promise<Page> {
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(`${path}: ${message.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`${path}: ${error.message}`));
  page.on('dialog', (dialog) => {
    complaints.push(`${path}: dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${emulators}/`) && !url.startsWith('data:')) complaints.push(`${path}: asked ${url}`);
  });
  await page.goto(`${emulators}${path}`);
  return page;
}

const write = async (page: Page, text: string): Promise<void> => {
  await page.locator('#message:enabled').fill(text);
  await page.locator('#send:enabled').click();
};
const said = (page: Page, sender: string) => page.locator(`.turn[data-sender="${sender}"]:not(.sending) .text`);
const hears = (page: Page, sender: string, text: string | RegExp): Promise<void> =>
  said(page, sender).filter({ hasText: text }).first().waitFor();

/** The chat that the visitor page shows. */
const chatOf = (page: Page): Promise<string> => page.evaluate<string>("sessionStorage.getItem('conversation')");

async function askForHuman(visitor: Page, text: string): Promise<Page> {
  await write(visitor, text);
  await visitor.locator('#status[data-status=waiting]').waitFor();
  const operator = await open(`/operator#${await chatOf(visitor)}`);
  await operator.locator('#join').click();
  return operator;
}

it('resets a password with the code from the mailbox, and shows the ticket', async () => {
  const [visitor, mailbox, tickets] = await Promise.all([open('/visitor'), open('/mailbox'), open('/tickets')]);
  await tickets.getByText('No ticket yet').waitFor();
  await mailbox.getByText('No mail yet').waitFor();
  await (await open('/operator')).getByText('No chat yet').waitFor();
  await visitor.getByRole('button', { name: 'I forgot my password' }).click();
  await hears(visitor, 'bot', 'What is your username');
  await write(visitor, 'john@company.com');
  await hears(visitor, 'bot', '8-digit code');
  await visitor.getByRole('button', { name: 'Resend the code' }).waitFor();
  const mail = await mailbox.locator('.mail-text').filter({ hasText: 'verification code' }).textContent();
  const code = /\b\d{8}\b/.exec(mail ?? '')?.[0] ?? 'no code';
  await write(visitor, code);
  await hears(visitor, 'bot', /Ticket number: \d+/);
  const notice = visitor.locator('#ticket');
  await notice.waitFor();
  const number = /#(\d+)/.exec((await notice.textContent()) ?? '')?.[1];
  const chat = await chatOf(visitor);

  const ticket = tickets.locator('#chosen');
  await ticket.getByRole('heading', { name: 'Password Reset - John Doe' }).waitFor();
  await ticket.locator('.comment .line').filter({ hasText: 'I forgot my password' }).waitFor();
  const shown = await ticket.textContent();
  for (const text of [
    `#${number}`,
    'Account john@company.com: verified',
    'John Doe',
    'john@company.com',
    'password-reset',
    'salesiq',
    chat,
  ])
    expect(shown).toContain(text);
  expect(shown).not.toContain(code);
  await mailbox
    .locator('#items a')
    .filter({ hasText: `Ticket #${number} opened for John Doe` })
    .click();
  await mailbox.locator('.mail-text').filter({ hasText: 'point of contact' }).waitFor();
  await visitor.locator('#ticket-link').click();
  await visitor.waitForURL(`**/tickets#${number}`);
});

it('keeps the bot silent while a human is in the chat, and says when the chat has ended', async () => {
  const visitor = await open('/visitor');
  const operator = await askForHuman(visitor, 'Can I talk to a real person please?');
  await write(operator, 'Hi John, this is Sarah.');
  await hears(visitor, 'operator', 'Hi John, this is Sarah.');
  await visitor.getByText('You are talking to Sarah Johnson').waitFor();
  const botSaid = await said(visitor, 'bot').allInnerTexts();
  await write(visitor, 'I forgot my password');
  await hears(operator, 'visitor', 'I forgot my password');
  await write(operator, 'I shall look into it.');
  await hears(visitor, 'operator', 'I shall look into it.');
  expect(await said(visitor, 'bot').allInnerTexts()).toEqual(botSaid);

  await operator.locator('#close').click();
  await visitor.getByText('This chat has ended').waitFor();
  expect(await operator.locator('#message').isDisabled()).toBe(true);
  await write(visitor, 'I forgot my password');
  await hears(visitor, 'bot', 'What is your username');
});

it('needs no mouse, and on a phone shows list or chat with the focus in what is shown', async () => {
  const visitor = await open('/visitor');
  const focused = (page: Page): Promise<string> => page.evaluate<string>('document.activeElement.id');
  await visitor.locator('.suggestion').last().focus();
  await visitor.keyboard.press('Enter');
  expect(await focused(visitor)).toBe('message');
  await visitor.locator('#status[data-status=waiting]').waitFor();
  await visitor.keyboard.type('Is anybody there?');
  await visitor.keyboard.press('Enter');
  await hears(visitor, 'visitor', 'Is anybody there?');

  const operator = await open('/operator');
  await operator.setViewportSize({ width: 390, height: 780 });
  await operator.goto(`${emulators}/operator#`);
  await operator.locator(`#items [data-id="${await chatOf(visitor)}"] a`).focus();
  await operator.keyboard.press('Enter');
  await operator.locator('#join').waitFor();
  expect(await operator.locator('#items').isVisible()).toBe(false);
  await operator.locator('#chosen:focus').waitFor();
  await operator.locator('#join').press('Enter');
  await operator.locator('#message:focus').waitFor();
  await operator.keyboard.type('Yes, I am.');
  await operator.keyboard.press('Enter');
  await hears(visitor, 'operator', 'Yes, I am.');
  await operator.locator('.back').press('Enter');
  await operator.locator('#items').waitFor();
  await operator.locator('#items a:focus').waitFor();
});

it('gives a missed chat a ticket', async () => {
  const visitor = await open('/visitor');
  const operator = await open('/operator');
  await visitor.getByRole('button', { name: 'Talk to a human' }).click();
  await visitor.locator('#status[data-status=waiting]').waitFor();
  await operator.locator(`#items [data-id="${await chatOf(visitor)}"] a`).click();
  await operator.locator('#miss').click();
  await visitor.locator('#ticket').waitFor();
});

it('shows what people write as text, whatever it is', async () => {
  const attack = '<img src=x onerror=alert(1)><script>alert(2)</script>';
  const visitor = await open('/visitor');
  await visitor.getByLabel('Name').fill(`Mallory ${attack}`);
  await visitor.getByLabel('E-mail').fill('mallory@nowhere.example');
  const operator = await askForHuman(visitor, `talk to a human ${attack}`);
  await write(operator, `Hello ${attack}`);
  await hears(visitor, 'operator', `Hello ${attack}`);
  await hears(operator, 'visitor', `talk to a human ${attack}`);
  await operator.locator('#chat-title').filter({ hasText: attack }).waitFor();
  for (const page of [visitor, operator]) expect(await page.locator('main img, main script').count()).toBe(0);
});

it('shows it as text in ticket, mail and journal too', async () => {
  const attack = '<img src=x onerror=alert(1)>';
  const visitor = await open('/visitor');
  await write(visitor, `set up my monitor ${attack}`);
  for (const text of [`1 ${attack}`, '1', 'no', 'no']) {
    const before = await said(visitor, 'bot').count();
    await write(visitor, text);
    await said(visitor, 'bot').nth(before).waitFor();
    if (await visitor.locator('#ticket').isVisible()) break;
  }
  await visitor.locator('#ticket').waitFor();
  await visitor.locator('#ticket-link').click();
  await visitor.locator('#chosen .comment').filter({ hasText: attack }).waitFor();
  const journal = await open('/journal');
  await journal.locator('#text').fill(attack);
  await journal.locator('summary').filter({ hasText: 'desk.comments.create' }).first().click();
  await journal.locator('pre.code').filter({ hasText: attack }).waitFor();
  const mailbox = await open('/mailbox');
  await mailbox.locator('#items a').filter({ hasText: 'support@company.com' }).first().click();
  await mailbox.locator('.mail-text').filter({ hasText: attack }).waitFor();
  for (const page of [visitor, journal, mailbox]) expect(await page.locator('main img').count()).toBe(0);
});

/** Runs in the page. */
const LAYOUT = `({
  isTooWide: document.documentElement.scrollWidth > innerWidth,
  nameless: [...document.querySelectorAll('a,button,input,select')]
    .filter((node) => node.offsetParent !== null)
    .filter((node) => !(node.textContent.trim() || node.ariaLabel || (node.labels && node.labels.length > 0)))
    .map((node) => node.outerHTML),
})`;

it.each(['/', '/visitor', '/operator', '/hubspot-inbox', '/mailbox', '/tickets', '/journal'])(
  'fits %s on a phone, with a name for everything that is operated',
  async (path) => {
    const page = await open(path);
    await page.setViewportSize({ width: 360, height: 740 });
    const found = await page.evaluate(LAYOUT);
    expect(found).toEqual({ isTooWide: false, nameless: [] });
  },
);

it('serves every page under a policy that forbids foreign and inline code', async () => {
  for (const path of ['/visitor', '/operator', '/hubspot-inbox', '/mailbox', '/tickets', '/journal']) {
    const policy = (await fetch(`${emulators}${path}`)).headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
  }
});
