import type { JsonObject } from '@baton/core';
import { createMemoryStore } from '@baton/testkit';
import { afterEach, expect, it, vi } from 'vitest';
import { startGateway } from '../../testing/start-gateway.ts';

let gateway: Awaited<ReturnType<typeof startGateway>> | undefined;
afterEach(() => gateway?.stop());

/** A customer whose account is known asks for a new password; returns the bot's answer to the right code. */
async function answerToRightCode(codesPerHour: number): Promise<{ answer: string; wasMailed: boolean }> {
  const store = createMemoryStore();
  gateway = await startGateway(store, { codesPerHour });
  const { server, directory, secretBox } = gateway;
  const person = { recordId: '1', name: 'Ann', email: 'ann@example.com', phone: null, company: null };
  directory.findByEmail = async () => ({ type: 'ok', value: { type: 'match', person } });
  const flat = async (message: string): Promise<string> => {
    const payload = JSON.stringify({ chat_id: 'c', message });
    const answer = await server.inject({ method: 'POST', url: '/webhook/salesiq', payload });
    return String((answer.json() as JsonObject)['response']);
  };
  await flat('reset my password');
  expect(await flat('ann@example.com')).toContain('8-digit code');
  const mail = await vi.waitFor(() => {
    const found = [...store.tables.effects.values()].find(({ kind }) => kind === 'send-mail');
    expect(['done', 'failed']).toContain(found?.status);
    return found;
  });
  const code = secretBox.deriveCode(String(mail?.data['challengeId']));
  return { answer: await flat(code), wasMailed: mail?.status === 'done' };
}

it('takes the code that was mailed', async () => {
  const { answer, wasMailed } = await answerToRightCode(1);
  expect(wasMailed).toBe(true);
  expect(answer).toContain('the right code');
});

it('takes no code that was not mailed because its address has had too many, not even the right one', async () => {
  const { answer, wasMailed } = await answerToRightCode(0);
  expect(wasMailed).toBe(false);
  expect(answer).toContain('not right');
});
