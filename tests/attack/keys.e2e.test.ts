import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase } from '@baton/testkit';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { type EmulatedVendors, startEmulators } from '../support/emulators.ts';
import { FlatChat } from '../support/flat-chat.ts';
import { end, type Running, runBaton, startBaton, until } from '../support/processes.ts';

let vendors: EmulatedVendors;
let node: Running | undefined;
const folder = mkdtempSync(join(tmpdir(), 'baton-keys-'));
const newKey = (): string => randomBytes(32).toString('base64');

beforeAll(async () => {
  vendors = await startEmulators();
});
afterEach(() => end(node, 'SIGKILL'));
afterAll(async () => {
  await vendors?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const start = async (environment: Record<string, string>, ...flags: string[]): Promise<string> => {
  node = await startBaton({
    command: ['serve', ...flags],
    environment: { ...vendors.settings, ...environment },
    ready: /ready gateway=(\S+)/,
  });
  return node.ready[0] ?? '';
};
const stop = () => end(node, 'SIGTERM');
const run = (command: string[], environment: Record<string, string>) =>
  runBaton(command, { ...vendors.settings, ...environment });

/** A turn that asks the CRM, so that a token is stored. */
async function fetchToken(url: string): Promise<void> {
  const chat = new FlatChat({ gatewayUrl: () => url, journal: [] });
  const before = (await vendors.rows('mail/messages')).length;
  await chat.say('I forgot my password');
  await chat.say('john@company.com');
  await until('the mail', async () => ((await vendors.rows('mail/messages')).length > before ? true : undefined));
}

describe('the key of a data folder', () => {
  const dataDir = join(folder, 'embedded');
  const environment = { BATON_DATA_DIR: dataDir };
  const keyFile = join(dataDir, 'secret.key');

  it('is missed when it is gone or another, and nothing is begun without it', async () => {
    await fetchToken(await start(environment));
    await stop();
    rmSync(keyFile);
    const lost = await run(['serve'], environment);
    expect([lost.status, lost.stdout]).toEqual([1, '']);
    expect(lost.stderr).toContain(`The file ${keyFile} is missing`);
    expect(lost.stderr).toContain('Lost for good are then');
    expect(existsSync(keyFile)).toBe(false);
    writeFileSync(keyFile, randomBytes(32));
    const other = await run(['serve'], environment);
    expect([other.status, other.stderr.includes('encrypted with another key')]).toEqual([1, true]);
  });

  it('is given up when that is wished, which voids what it sealed and says so', async () => {
    const url = await start(environment, '--accept-new-key');
    expect(node?.said()).toMatch(/Voided, because nobody can read them: \d+ stored requests, [1-9]\d* tokens/);
    await fetchToken(url);
    await stop();
    await start(environment);
    await stop();
  });

  it('is not changed where there is no store, which is then not made', async () => {
    const mistyped = join(folder, 'mistyped');
    const refused = await run(['rotate-key'], { BATON_DATA_DIR: mistyped });
    expect([refused.status, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toContain(`There is no store in ${mistyped}`);
    expect(existsSync(mistyped)).toBe(false);
  });

  it('is changed by one command', async () => {
    const rotated = await run(['rotate-key'], environment);
    expect([rotated.status, rotated.stderr]).toEqual([0, '']);
    expect(rotated.stdout).toMatch(/^[1-9]\d* stored values are sealed with the new key/);
    await fetchToken(await start(environment));
    expect(node?.errors()).not.toContain('unreadable');
  });
});

it('is changed on a server while nodes run, and refused when it is neither', async () => {
  const DATABASE_URL = await createDatabase(inject('postgresUrl'));
  const [old, fresh] = [newKey(), newKey()];
  await fetchToken(await start({ DATABASE_URL, BATON_SECRET_KEY: old }));
  const wrong = await run(['serve'], { DATABASE_URL, BATON_SECRET_KEY: fresh });
  expect([wrong.status, wrong.stderr.includes('another key than the one in BATON_SECRET_KEY')]).toEqual([1, true]);
  expect(wrong.stderr).not.toContain(fresh);
  expect((await run(['rotate-key'], { DATABASE_URL, BATON_SECRET_KEY: old })).stderr).toContain('<new>,<old>');
  const both = { DATABASE_URL, BATON_SECRET_KEY: `${fresh},${old}` };
  await stop();
  const url = await start(both);
  expect((await run(['rotate-key'], both)).stdout).toMatch(/^[1-9]\d* stored values/);
  await fetchToken(url);
  await stop();
  await start({ DATABASE_URL, BATON_SECRET_KEY: fresh });
  await stop();
  expect((await run(['serve'], { DATABASE_URL, BATON_SECRET_KEY: old })).status).toBe(1);
});
