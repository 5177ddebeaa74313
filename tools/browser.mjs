import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Flags that keep a test browser from phoning anywhere. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The browser the tests use: BATON_CHROMIUM, one of the machine, or playwright's own; null when there is none. */
export function findBrowser() {
  const candidates = [
    process.env.BATON_CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  return candidates.find((path) => path !== undefined && path !== '' && existsSync(path)) ?? null;
}

/** Installs a browser when there is none. @throws Error naming the command to run by hand */
export function ensureBrowser() {
  const found = findBrowser();
  if (found !== null) return found;
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const commands = [
    ...(isDebianRoot
      ? [
          ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium']],
          ['apt-get', ['update']],
          ['apt-get', ['install', '-y', '--no-install-recommends', 'chromium']],
        ]
      : []),
    ['npx', ['playwright-core', 'install', 'chromium']],
  ];
  for (const [command, values] of commands) {
    process.stdout.write(`\n== Installing a browser (${command} ${values.join(' ')})\n`);
    spawnSync(command, values, { stdio: 'inherit', shell: process.platform === 'win32' });
    const installed = findBrowser();
    if (installed !== null) return installed;
  }
  throw new Error(
    'The browser tests need Chromium and it could not be installed. Run "npx playwright-core install chromium" (Debian: "apt-get install chromium"), or set BATON_CHROMIUM to its path.',
  );
}
