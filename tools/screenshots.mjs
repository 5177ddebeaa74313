import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { browserFlags, ensureBrowser } from './browser.mjs';
import { prepare, root } from './prepare.mjs';

/** Plays the story in a browser and writes the pictures of the documents: `npm run screenshots`. */
prepare();
const dataDir = mkdtempSync(join(tmpdir(), 'baton-screenshots-'));
const out = `${root}docs/images`;
mkdirSync(out, { recursive: true });
const child = spawn(process.execPath, ['apps/cli/bin/baton.js', 'start'], {
  cwd: root,
  stdio: ['ignore', 'pipe', 'inherit'],
  env: { ...process.env, BATON_PORT: '0', BATON_EMULATOR_PORT: '0', BATON_DATA_DIR: dataDir },
});
const url = await new Promise((resolve, reject) => {
  let output = '';
  child.once('exit', (code) => reject(new Error(`the product ended with ${code}`)));
  child.stdout.on('data', (chunk) => {
    output += chunk;
    const match = /emulators=(\S+)/.exec(output);
    if (match) resolve(match[1]);
  });
});
const browser = await chromium.launch({ executablePath: ensureBrowser(), args: browserFlags });
try {
  const context = await browser.newContext({ viewport: { width: 780, height: 860 }, deviceScaleFactor: 1 });
  const open = async (path) => {
    const page = await context.newPage();
    await page.goto(`${url}${path}`);
    return page;
  };
  const see = (page, text) => page.getByText(text).first().waitFor();
  const say = async (page, text) => {
    await page.fill('#message', text);
    await page.click('#send');
  };
  const visitor = await open('/visitor');
  await say(visitor, 'I forgot my password');
  await see(visitor, 'What is your username?');
  await say(visitor, 'john@company.com');
  const mailbox = await open('/mailbox');
  await see(mailbox, 'Your verification code');
  const [code] = /\b\d{8}\b/.exec(await mailbox.locator('article').first().innerText());
  await say(visitor, code);
  await see(visitor, 'Ticket number:');
  await say(visitor, 'Thanks! Can I also talk to a real person?');
  await see(visitor, "I'm connecting you with a colleague");
  const operator = await open('/operator');
  await operator.locator('#conversations button').first().click();
  await operator.locator('#join:enabled').click();
  await say(operator, 'Hi John, this is Sarah. I see your ticket. How can I help?');
  await see(visitor, 'this is Sarah');
  await say(visitor, 'My printer smells of smoke.');
  await see(operator, 'My printer smells of smoke.');
  const tickets = await open('/tickets');
  await see(tickets, 'Password Reset');
  await see(mailbox, 'Your Support Ticket');
  const shots = {};
  for (const [name, page] of Object.entries({ visitor, operator, mailbox, tickets })) {
    shots[name] = await page.screenshot({ path: `${out}/${name}.png` });
  }
  const story = await (await browser.newContext({ viewport: { width: 1600, height: 900 } })).newPage();
  const picture = (name) => `<img alt="" src="data:image/png;base64,${shots[name].toString('base64')}">`;
  await story.setContent(
    `<style>body{margin:0;display:flex;gap:20px;padding:20px;background:#5b6b7f}img{width:770px;height:860px;object-fit:cover;object-position:top;border-radius:10px}</style>${picture('visitor')}${picture('operator')}`,
  );
  await story.screenshot({ path: `${out}/story.png` });
  process.stdout.write(`docs/images/story.png: ${Math.round(readFileSync(`${out}/story.png`).length / 1024)} kB\n`);
} finally {
  await browser.close();
  child.removeAllListeners('exit');
  child.kill('SIGTERM');
  rmSync(dataDir, { recursive: true, force: true });
}
