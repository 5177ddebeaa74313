import { fileURLToPath } from 'node:url';
import type { JsonObject, MailLimits } from '@baton/core';
import { createMemoryStore, newBotContext } from '@baton/testkit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startGateway } from '../../testing/start-gateway.ts';
import { loadWorkflows } from '../load-workflows.ts';
import { createSecretBox } from '../secret-box.ts';

let gateway: Awaited<ReturnType<typeof startGateway>>;
let store: ReturnType<typeof createMemoryStore>;
const secretBox = createSecretBox(Buffer.alloc(32, 1));
const mailLimits: MailLimits = { codesPerAccount: 1, perAddress: 9, perVisitor: 9, perSender: 9 };
const person = { recordId: '1', name: 'Ann', email: 'ann@example.com', phone: null, company: null };

beforeEach(async () => {
  store = createMemoryStore();
  const workflows = await loadWorkflows(fileURLToPath(new URL('../../../../workflows', import.meta.url)));
  gateway = await startGateway(store, {
    secretBox,
    context: newBotContext({ workflows, mailLimits, checkCode: secretBox.checkCode }),
  });
  gateway.directory.findByEmail = async () => ({ type: 'ok', value: { type: 'match', person } });
});
afterEach(() => gateway.stop());

async function flat(chat: string, message: string): Promise<string> {
  const payload = JSON.stringify({ chat_id: chat, visitor_id: `visitor of ${chat}`, message });
  const answer = await gateway.server.inject({ method: 'POST', url: '/webhook/salesiq', payload });
  return String((answer.json() as JsonObject)['response']);
}
const ask = (chat: string): Promise<string> => flat(chat, 'reset my password').then(() => flat(chat, person.email));
const listCodes = (): string[] =>
  [...store.tables.effects.values()]
    .filter(({ kind, status }) => kind === 'send-mail' && status === 'done')
    .map(({ data }) => secretBox.deriveCode(String(data['challengeId'])));

it('takes the code that was mailed', async () => {
  expect(await ask('c')).toContain('8-digit code');
  await vi.waitFor(() => expect(listCodes()).toHaveLength(1), { timeout: 5_000 });
  expect(await flat('c', listCodes()[0] ?? '')).toContain('the right code');
});

it('promises no code that would be one too many, and offers a human instead', async () => {
  const answers = await Promise.all(['a', 'b', 'c'].map(ask));
  expect(answers.filter((answer) => answer.includes('8-digit code'))).toHaveLength(1);
  expect(answers.filter((answer) => answer.includes('A colleague will check'))).toHaveLength(2);
  await vi.waitFor(() => expect(listCodes()).toHaveLength(1), { timeout: 5_000 });
});

it('issues codes to somebody who proved the address, however many strangers ask', async () => {
  await ask('mine');
  await vi.waitFor(() => expect(listCodes()).toHaveLength(1), { timeout: 5_000 });
  await flat('mine', listCodes()[0] ?? '');
  expect(await ask('of a stranger')).toContain('A colleague will check');
  const payload = { visitor_id: 'visitor of mine', chat_id: 'another of mine' };
  const say = async (message: string): Promise<string> =>
    (
      await gateway.server.inject({
        method: 'POST',
        url: '/webhook/salesiq',
        payload: JSON.stringify({ ...payload, message }),
      })
    ).json()['response'];
  await say('reset my password');
  expect(await say(person.email)).toContain('8-digit code');
});
