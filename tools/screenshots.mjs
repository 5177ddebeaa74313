import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserFlags, ensureBrowser } from './browser.mjs';
import { prepare, root } from './prepare.mjs';

/** Plays the story in a browser and writes the pictures of the documents: `npm run screenshots`. */
await prepare();
const executablePath = ensureBrowser();
const dataDir = mkdtempSync(join(tmpdir(), 'baton-screenshots-'));
const out = `${root}docs/images`;
mkdirSync(out, { recursive: true });
const product = spawn(process.execPath, ['apps/cli/bin/baton.js', 'start'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, BATON_PORT: '0', BATON_EMULATOR_PORT: '0', BATON_DATA_DIR: dataDir },
});
const ended = new Promise((resolve) => product.once('exit', resolve));
let browser;
try {
  const url = await ready();
  browser = await chromium.launch({ executablePath, args: browserFlags });
  const shots = await takePages(await playStory(url));
  await composeStory(shots);
} finally {
  await browser?.close();
  product.kill('SIGTERM');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}

function ready() {
  return new Promise((resolve, reject) => {
    let output = '';
    product.once('exit', (code) => reject(new Error(`the product ended with ${code}`)));
    product.stdout.on('data', (chunk) => {
      output += chunk;
      const match = /ready gateway=\S+ emulators=(\S+)/.exec(output);
      if (match) resolve(match[1]);
    });
  });
}

/** A password reset, then a word with a human. Returns the open pages by name. */
async function playStory(url) {
  const context = await browser.newContext({ colorScheme: 'light', reducedMotion: 'reduce' });
  const open = async (name) => {
    const page = await context.newPage();
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`${url}/${name}`);
    return page;
  };
  const see = (page, text) => page.getByText(text).first().waitFor();
  const say = async (page, text) => {
    await page.locator('#message:enabled').fill(text);
    await page.locator('#send:enabled').click();
  };
  const [visitor, mailbox] = await Promise.all([open('visitor'), open('mailbox')]);
  await say(visitor, 'I forgot my password');
  await see(visitor, 'What is your username?');
  await say(visitor, 'john@company.com');
  const mail = await mailbox.locator('.mail-text').filter({ hasText: 'verification code' }).textContent();
  await see(visitor, '8-digit code');
  await say(visitor, /\b\d{8}\b/.exec(mail)[0]);
  await visitor.locator('#ticket').waitFor();
  await say(visitor, 'Thanks! Can I also talk to a real person?');
  await visitor.locator('#status[data-status=waiting]').waitFor();
  const operator = await open('operator');
  await operator.locator('#join').click();
  await say(operator, 'Hi John, this is Sarah. I see your ticket. How can I help?');
  await see(visitor, 'this is Sarah');
  await say(visitor, 'My printer smells of smoke.');
  await see(operator, 'My printer smells of smoke.');
  const [tickets, journal, start] = await Promise.all([open('tickets'), open('journal'), open('')]);
  await tickets.locator('#chosen .comment').waitFor();
  await mailbox.locator('#items a').filter({ hasText: 'Your Support Ticket' }).click();
  await see(mailbox, 'we have received your request');
  await journal.locator('summary').filter({ hasText: 'desk.tags.associate' }).click();
  return { start, visitor, operator, mailbox, tickets, journal };
}

/** Writes one image per page; returns those of the composition, which are narrower. */
async function takePages(pages) {
  const narrow = {};
  for (const [name, page] of Object.entries(pages)) {
    await page.evaluate('document.activeElement.blur()');
    await page.screenshot({ path: `${out}/${name}.png` });
    if (name !== 'visitor' && name !== 'operator') continue;
    await page.setViewportSize({ width: 880, height: 900 });
    await page.evaluate("document.getElementById('transcript').scrollTop = 1e6");
    narrow[name] = await page.screenshot();
  }
  return narrow;
}

/** Customer and operator side by side: what a newcomer sees first. */
async function composeStory(shots) {
  const page = await browser.newPage({ viewport: { width: 1600, height: 876 } });
  const figure = (name, caption) =>
    `<figure><figcaption>${caption}</figcaption><img alt="" src="data:image/png;base64,${shots[name].toString('base64')}"></figure>`;
  await page.setContent(
    `<style>
body{margin:0;padding:28px;display:flex;gap:28px;background:linear-gradient(120deg,#dfe3f7,#f3ead9);font:600 19px system-ui,sans-serif;color:#1a2230}
figure{margin:0;flex:1}figcaption{padding:0 4px 12px}
img{display:block;width:100%;border-radius:14px;box-shadow:0 2px 4px rgb(20 28 45/.08),0 12px 36px rgb(20 28 45/.16)}
</style>${figure('visitor', 'The customer talks with the bot, then with Sarah')}${figure('operator', 'Sarah sees the whole chat; the bot keeps silent')}`,
  );
  const path = `${out}/story.png`;
  await page.screenshot({ path });
  const kilobytes = Math.ceil(statSync(path).size / 1024);
  if (kilobytes >= 400) throw new Error(`docs/images/story.png has ${kilobytes} kB; keep it below 400.`);
  process.stdout.write(`docs/images/story.png: ${kilobytes} kB\n`);
}
