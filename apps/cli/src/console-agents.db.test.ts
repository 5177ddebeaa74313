import { createDatabase } from '@baton/testkit';
import { afterEach, expect, inject, it, vi } from 'vitest';
import { addAgent, listAgents, removeAgent } from './console-agents.ts';

const written = vi.spyOn(process.stdout, 'write');
afterEach(() => written.mockReset());

/** Everything that the work prints. */
async function said(work: () => Promise<void>): Promise<string> {
  written.mockReset().mockReturnValue(true);
  await work();
  return written.mock.calls.map(([text]) => String(text)).join('');
}

it('makes an account, changes it and says so, lists it and removes it', async () => {
  const key = Buffer.alloc(32, 3).toString('base64');
  const environment = { DATABASE_URL: await createDatabase(inject('postgresUrl')), BATON_SECRET_KEY: key };
  const first = await said(() => addAgent(environment, 'Sam@company.com', { name: 'Sam', lead: true, chats: '3' }));
  expect(first).toMatch(/^sam@company\.com may sign in at \/console with the password \S{16}\.\n$/);
  expect(await said(() => listAgents(environment, {}))).toBe('sam@company.com  Sam  lead  3 chats  never seen\n');

  const given = { ...environment, BATON_CONSOLE_PASSWORD: 'a password of their own' };
  const again = await said(() => addAgent(given, 'sam@company.com', { name: 'Samuel' }));
  expect(again).toContain('There was an account sam@company.com.');
  expect(again).not.toContain('a password of their own');
  expect(await said(() => listAgents(environment, {}))).toBe('sam@company.com  Samuel  agent  5 chats  never seen\n');

  expect(await said(() => removeAgent(environment, 'sam@company.com', {}))).toContain('removed and signed out');
  await expect(removeAgent(environment, 'sam@company.com', {})).rejects.toThrow('There is no agent sam@company.com');
  expect(await said(() => listAgents(environment, {}))).toContain('There are no agents.');
});

it.each([
  ['sam', { chats: 'many' }, 'from 1 to 100'],
  ['sam', { name: ' ' }, 'The name must have'],
  ['two words', {}, 'The login must be'],
])('refuses %s with %o', async (login, flags, problem) => {
  const key = Buffer.alloc(32, 3).toString('base64');
  const environment = { DATABASE_URL: await createDatabase(inject('postgresUrl')), BATON_SECRET_KEY: key };
  await expect(addAgent(environment, login, flags)).rejects.toThrow(problem);
  expect(await said(() => listAgents(environment, {}))).toContain('There are no agents.');
});
