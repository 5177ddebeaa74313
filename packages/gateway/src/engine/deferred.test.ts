import type { JsonObject, PortResult } from '@baton/core';
import { createMemoryStore } from '@baton/testkit';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { signBody, startGateway } from '../../testing/start-gateway.ts';

/** The widget of SalesIQ asks, the ticket system is slow, and what was promised with "pending" is finished by a call. */
let gateway: Awaited<ReturnType<typeof startGateway>>;
let letFile: () => void;
let finish: ReturnType<typeof vi.fn<(requestId: string, body: JsonObject) => Promise<PortResult<null>>>>;
let store: ReturnType<typeof createMemoryStore>;
const down: PortResult<null> = {
  type: 'retry',
  code: 'unreachable',
  detail: '',
  isAmbiguous: false,
  retryAfterMs: null,
};
const unclear: PortResult<null> = { ...down, code: 'timeout', isAmbiguous: true };

beforeEach(async () => {
  const isLet = new Promise<void>((resolve) => {
    letFile = resolve;
  });
  store = createMemoryStore();
  gateway = await startGateway(store, { answerWithinMs: 60 });
  const { create } = gateway.tickets;
  gateway.tickets.create = (request) => isLet.then(() => create(request));
  finish = vi.fn(async () => ({ type: 'ok', value: null }));
  if (gateway.zobot.deferred !== null) gateway.zobot.deferred.finish = finish;
});
afterEach(() => {
  letFile();
  return gateway.stop();
});

const until = <Value>(look: () => Value | Promise<Value>) => vi.waitFor(look, { timeout: 10_000, interval: 5 });
let requests = 0;

async function post(body: object): Promise<JsonObject> {
  const payload = JSON.stringify(body);
  const headers = signBody.rsa(payload);
  return (await gateway.server.inject({ method: 'POST', url: '/webhook/salesiq', payload, headers })).json();
}
const say = (text: string): Promise<JsonObject> => {
  requests += 1;
  const visitor = { active_conversation_id: '77', name: 'Ann', email: 'ann@example.com' };
  return post({ handler: 'message', visitor, message: { text }, request: { id: `r${requests}` } });
};
const join = () =>
  post({
    event: 'conversation.attender.updated',
    entity_id: '77',
    event_time: '1767607212400',
    entity: { id: '77', owner: { id: '1', name: 'Sarah', type: 'operator' } },
  });
const effect = () => [...store.tables.effects.values()].find(({ kind }) => kind === 'finish-deferred');
const messagesOf = () => [...store.tables.messages.values()].flat();

/** Asks until an answer is promised; returns the id of that request. */
async function askUntilPending(): Promise<string> {
  for (const text of ['set up my monitor', '1', 'no']) await say(text);
  const promised = await say('no');
  expect(promised).toMatchObject({ action: 'pending', replies: ["One moment, please. I'm still working on that."] });
  return `r${requests}`;
}

it('promises the answer of a turn that takes too long, and finishes it with what the channel renders', async () => {
  const requestId = await askUntilPending();
  letFile();
  await until(() => expect(effect()?.status).toBe('done'));
  expect(finish.mock.calls).toEqual([
    [requestId, expect.objectContaining({ action: 'reply', replies: [expect.stringContaining('Ticket number')] })],
  ]);
});

it('says the same at every try', async () => {
  await askUntilPending();
  finish.mockResolvedValueOnce(down).mockResolvedValueOnce(unclear);
  letFile();
  await until(() => expect(effect()?.status).toBe('done'));
  expect(finish).toHaveBeenCalledTimes(3);
  expect(new Set(finish.mock.calls.map((call) => JSON.stringify(call))).size).toBe(1);
});

it.each([
  ['was surely not said', down, { status: 'failed', said: 'waiting' }],
  ['may have been said', unclear, { status: 'done', said: 'delivered' }],
])('is silent once a human has the word, also when it %s before', async (_when, first, { status, said }) => {
  await askUntilPending();
  finish.mockImplementation(async () => {
    if (finish.mock.calls.length > 1) return { type: 'ok', value: null };
    await join();
    await until(() => expect(messagesOf().length).toBeGreaterThan(0));
    await until(() =>
      expect([...store.tables.events.values()].flat().some(({ type }) => type === 'agent-joined')).toBe(true),
    );
    return first;
  });
  letFile();
  await until(() => expect(effect()?.status).toBe(status));
  expect(finish).toHaveBeenCalledTimes(1);
  expect(messagesOf().at(-1)).toMatchObject({ author: 'bot', state: said });
});

it('says nothing again that was said, when the vendor refuses a repetition because it has arrived', async () => {
  await askUntilPending();
  finish.mockResolvedValueOnce(unclear).mockResolvedValueOnce({ type: 'refused', code: 'invalid', detail: 'answered' });
  letFile();
  await until(() => expect(effect()?.status).toBe('done'));
  expect(finish).toHaveBeenCalledTimes(2);
  const said = [finish.mock.calls[0]?.[1]['replies']].flat();
  const next = await say('what?');
  expect(next['replies']).not.toEqual(expect.arrayContaining(said));
  expect(messagesOf().filter(({ state }) => state === 'waiting')).toEqual([]);
});

it('says with the next words what was refused and has surely not arrived', async () => {
  await askUntilPending();
  finish.mockResolvedValueOnce({ type: 'refused', code: 'invalid', detail: 'too late' });
  letFile();
  await until(() => expect(effect()?.status).toBe('failed'));
  const said = [finish.mock.calls[0]?.[1]['replies']].flat();
  expect((await say('what?'))['replies']).toEqual(expect.arrayContaining(said));
});

it('goes on with what an earlier version had fixed', async () => {
  await askUntilPending();
  const planned = await until(() => {
    const found = effect();
    expect(found).toBeDefined();
    return found;
  });
  const earlier = { action: 'reply', replies: ['fixed before'], suggestions: ['Yes'], seqs: [] };
  await store.outbox.recordProgress(planned?.id ?? '', { reply: earlier, isUnsent: true });
  await until(() => expect(effect()?.status).toBe('done'));
  const body = { action: 'reply', replies: ['fixed before'], suggestions: ['Yes'] };
  expect(finish.mock.calls).toEqual([[expect.any(String), body]]);
});
