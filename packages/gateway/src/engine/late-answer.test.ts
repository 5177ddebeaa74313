import { createFakeChannel, createMemoryStore, newBotContext } from '@baton/testkit';
import { afterEach, expect, it, vi } from 'vitest';
import { startGateway } from '../../testing/start-gateway.ts';

let gateway: Awaited<ReturnType<typeof startGateway>>;
let letWork = (): void => undefined;
afterEach(() => {
  letWork();
  return gateway.stop();
});

const until = <Value>(look: () => Value | Promise<Value>) => vi.waitFor(look, { timeout: 10_000, interval: 5 });

it('brings the words of a turn that was too slow for its own response', async () => {
  const store = createMemoryStore();
  const channel = createFakeChannel({ name: 'flat', capabilities: { canPush: true } });
  const isLet = new Promise<void>((resolve) => {
    letWork = resolve;
  });
  const { claim } = store.inbox;
  store.inbox.claim = (options) => isLet.then(() => claim(options));
  gateway = await startGateway(store, {
    answerWithinMs: 20,
    isAtOnce: false,
    context: newBotContext({ channels: { flat: channel.capabilities } }),
    ports: { tickets: null, directory: null, mailer: null, desks: {}, channels: { flat: channel } },
  });
  const payload = JSON.stringify({ chat_id: 'c1', message_id: '1', message: 'hello' });
  const headers = { 'content-type': 'application/json' };
  const answer = await gateway.server.inject({ method: 'POST', url: '/webhook/salesiq', payload, headers });
  expect(answer.json()).toMatchObject({ replies: [expect.stringContaining('One moment')] });
  letWork();
  await until(() => expect(channel.pushed.get('c1')).toMatchObject([{ text: expect.stringContaining('Hello') }]));
});
