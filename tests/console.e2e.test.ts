import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { end, type Running, startBaton } from './support/processes.ts';

type BrowserTools = { browserFlags: string[]; findBrowser(): string | null };
/** The set-up installs a browser with the same module, in plain JavaScript because it runs before anything is built. */
const tools: string = new URL('../tools/browser.mjs', import.meta.url).href;
const { browserFlags, findBrowser }: BrowserTools = await import(tools);

const dataDir = mkdtempSync(join(tmpdir(), 'baton-console-'));
let running: Running | undefined;
let gateway = '';
let browser: Browser | undefined;
const complaints: string[] = [];

async function start(): Promise<void> {
  running = await startBaton({
    command: ['start'],
    environment: {
      ...{ BATON_DATA_DIR: dataDir, BATON_PORT: '0', BATON_EMULATOR_PORT: '0' },
      BATON_HANDOFF_CHAIN: 'console, ticket',
    },
    ready: /ready gateway=(\S+) emulators=\S+/,
  });
  gateway = running.ready[0] ?? '';
}

beforeAll(async () => {
  await start();
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

async function openConsole(options: { width?: number; colorScheme?: 'dark' | 'light' } = {}): Promise<Page> {
  if (browser === undefined) throw new Error('The browser was not started.');
  const { width = 1280, colorScheme = 'light' } = options;
  const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme });
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  page.on('console', (message) => {
    // The page asks whether there is a session, and is told that there is none.
    const isExpected = message.text().includes('401');
    if ((message.type() === 'error' || message.type() === 'warning') && !isExpected) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (!request.url().startsWith(`${gateway}/`) && !request.url().startsWith('data:'))
      complaints.push(`asked ${request.url()}`);
  });
  await page.goto(`${gateway}/console`);
  const [, login = '', password = ''] = /sign in as (\S+) with (\S+)/.exec(running?.said() ?? '') ?? [];
  await page.fill('#login', login);
  await page.fill('#password', password);
  await page.click('#sign-in button');
  await page.locator('#panes').waitFor();
  return page;
}

let messages = 0;
async function say(message: string): Promise<string[]> {
  messages += 1;
  const body = { chat_id: 'browser', message, message_id: `m${messages}`, visitor_name: 'Carla', visitor_id: 'c-1' };
  const response = await fetch(`${gateway}/webhook/salesiq`, { method: 'POST', body: JSON.stringify(body) });
  return ((await response.json()) as { replies: string[] }).replies;
}

async function hears(text: string): Promise<void> {
  const heard: string[] = [];
  for (const until = performance.now() + 20_000; performance.now() < until; ) {
    heard.push(...(await say('')));
    if (heard.some((one) => one.includes(text))) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the customer did not hear "${text}" but ${heard.join(' | ')}`);
}

/** What a reader of the page would miss: names of fields and buttons, doubled ids, text that does not stand out, a page that is wider than its window. */
const findFaults = (page: Page): Promise<string[]> => page.evaluate<string[]>(faultFinder);

const faultFinder = `(() => {
  const faults = [];
  const isSeen = (node) => node.checkVisibility() && node.getBoundingClientRect().width > 1;
  const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
  for (const id of new Set(ids.filter((id, index) => ids.indexOf(id) !== index))) faults.push('twice: ' + id);
  for (const field of document.querySelectorAll('input, select, textarea'))
    if (isSeen(field) && field.labels.length === 0 && !field.getAttribute('aria-label')) faults.push('no label: ' + field.id);
  for (const button of document.querySelectorAll('button, a'))
    if (isSeen(button) && button.textContent.trim() === '') faults.push('no name: ' + button.id);
  for (const node of document.querySelectorAll('[aria-labelledby]'))
    for (const id of node.getAttribute('aria-labelledby').split(' '))
      if (document.getElementById(id) === null) faults.push('labelled by nothing: ' + id);
  for (const image of document.querySelectorAll('img:not([alt])')) faults.push('no alt: ' + image.src);
  for (const list of document.querySelectorAll('ul, ol'))
    for (const child of list.children) if (child.localName !== 'li') faults.push('no entry of a list: ' + child.localName);
  const channel = (value) => { const part = value / 255; return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4; };
  const colour = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const ground = (node) => {
    for (let at = node; at !== null; at = at.parentElement) {
      const [red, green, blue, alpha = 1] = colour(getComputedStyle(at).backgroundColor);
      if (alpha > 0) return [red, green, blue];
    }
    return [255, 255, 255];
  };
  for (const node of document.querySelectorAll('body *')) {
    const hasWords = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim() !== '');
    if (!hasWords || !isSeen(node) || node.matches(':disabled, option, .skip, .unseen')) continue;
    const pair = [light(colour(getComputedStyle(node).color)), light(ground(node))].sort((left, right) => right - left);
    const contrast = (pair[0] + 0.05) / (pair[1] + 0.05);
    if (contrast < 4.5) faults.push('contrast ' + contrast.toFixed(1) + ': ' + node.textContent.trim().slice(0, 30));
  }
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth) faults.push('wider than the window');
  return faults;
})()`;

it('lets an agent help a customer on the page, by keyboard, on any screen, and go on after a kill', async () => {
  const page = await openConsole();
  await page.locator('#queue li.dim').waitFor();
  await say('I have a question about my invoice');
  await say('I want to talk to a human');
  await page.locator('#queue button').waitFor();
  expect(await page.title()).toBe('(1) Console · Baton');
  await page.locator('#queue button').focus();
  await page.keyboard.press('Enter');
  await page.locator('#history li', { hasText: 'I have a question about my invoice' }).waitFor();
  await page.locator('#history li.bot').first().waitFor();
  expect(await page.locator('#summary').textContent()).toContain('Carla');
  await page.locator('#accept').focus();
  await page.keyboard.press('Enter');
  await page.locator('#mine button').waitFor();
  await page.locator('#text:focus').fill('Which invoice is it?');
  await page.keyboard.press('Enter');
  await hears('Which invoice is it?');
  await say('Number 17. هل يمكنك المساعدة؟');
  const words = page.locator('#entries li.customer', { hasText: 'Number 17' });
  await words.waitFor();
  expect(await words.getAttribute('dir')).toBe('auto');
  await page.check('input[value=notes]');
  await page.fill('#text', 'Looks like a double booking');
  await page.click('#send');
  await page.locator('#entries li.note').waitFor();
  await page.check('input[value=messages]');
  await page.setInputFiles('#file', { name: 'invoice.txt', mimeType: 'text/plain', buffer: Buffer.from('17') });
  await page.fill('#text', 'Here it is');
  await page.click('#send');
  await page.locator('#entries li.mine a', { hasText: 'invoice.txt' }).waitFor();
  await page.locator('#timeline li', { hasText: 'requested' }).waitFor();
  expect(await findFaults(page)).toEqual([]);
  const picture = process.env['BATON_CONSOLE_PICTURE'];
  if (picture !== undefined) await page.screenshot({ path: picture });

  const narrow = await openConsole({ width: 320, colorScheme: 'dark' });
  expect(await findFaults(narrow)).toEqual([]);
  await narrow.locator('#mine button').click();
  await narrow.locator('#entries li.customer').first().waitFor();
  expect(await findFaults(narrow)).toEqual([]);
  if (picture !== undefined) await narrow.screenshot({ path: picture.replace('.png', '-narrow.png') });
  await narrow.click('#back');
  await narrow.locator('#mine button').waitFor();

  // A page that loses its server would complain of that.
  for (const each of [page, narrow]) await each.context().close();
  await end(running, 'SIGKILL');
  await start();
  const again = await openConsole();
  await again.locator('#mine button').click();
  await again.locator('#entries li.note').waitFor();
  await again.fill('#text', 'I am back');
  await again.click('#send');
  await hears('I am back');
  await again.click('#close');
  await again.locator('#chat-status', { hasText: 'ended' }).waitFor();
  await hears('Dana Demo');
  await again.click('#sign-out');
  await again.locator('#login').waitFor();
  expect(complaints).toEqual([]);
});
