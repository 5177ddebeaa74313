import { createFlatInbound } from '@baton/integration-flat';
import { createMemoryStore } from '@baton/testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGateway } from '../../testing/start-gateway.ts';

/** A gateway that takes flat messages with a secret, and (as the demo does) without. */
let gateway: Awaited<ReturnType<typeof startGateway>>;
let store: ReturnType<typeof createMemoryStore>;
const secret = 'the secret of the back end';

beforeEach(async () => {
  store = createMemoryStore();
  gateway = await startGateway(store, { adapters: [createFlatInbound({ secret, isOpen: true })] });
});
afterEach(() => gateway.stop());

type Answer = { status: number; response: string; session?: string; code?: string; detail?: string };

async function send(fields: object, headers: Record<string, string> = {}): Promise<Answer> {
  const payload = JSON.stringify({ chat_id: 'c', message: '', ...fields });
  const answer = await gateway.server.inject({ method: 'POST', url: '/webhook/salesiq', payload, headers });
  const { response, session, type, detail } = answer.json();
  return { status: answer.statusCode, response, session, code: type, detail };
}
const trusted = { 'x-baton-secret': secret };
const refused = { status: 403, code: 'urn:baton:problem:session-wrong' };
/** Words that wait in the chat. */
const begin = async (fields: object, headers = {}): Promise<string> => {
  const { session } = await send({ message: 'hello', ...fields }, headers);
  if (session === undefined) throw new TypeError('the first answer brings a session');
  return session;
};

describe('a chat of the open channel', () => {
  it('is open to who brings its session, whatever else they say', async () => {
    const session = await begin({});
    expect(await send({ message: 'set up my monitor', session })).toMatchObject({ status: 200, session: undefined });
    expect((await send({ message: '1', session, visitor_id: 'new' })).response).toContain('video cable');
  });

  it('is open to the visitor it began with', async () => {
    await begin({ visitor_id: 'v' });
    expect(await send({ visitor_id: 'v' })).toMatchObject({ status: 200, session: expect.any(String) });
  });

  it.each([
    ['nothing', {}],
    ['another visitor', { visitor_id: 'eve' }],
    ['a session that is none', { session: 'x'.repeat(43) }],
    ['a session that is none, and the visitor', { session: 'x', visitor_id: 'v' }],
  ])('is closed to who brings %s', async (_what, fields) => {
    await begin({ visitor_id: 'v' });
    const told = await send(fields);
    expect(told).toMatchObject(refused);
    expect(told.detail).toContain('Send the "session" of its answers');
    expect(await send({ ...fields, message: 'cancel' })).toMatchObject(refused);
    expect([...store.tables.messages.values()].flat().filter(({ author }) => author === 'customer')).toHaveLength(1);
  });

  it.each([{}, { visitor_id: 'eve' }])('that began without a visitor is closed to %j', async (fields) => {
    await begin({});
    expect(await send(fields)).toMatchObject(refused);
  });

  it('is closed to the session of another one', async () => {
    const session = await begin({ chat_id: 'of eve' });
    await begin({ visitor_id: 'v' });
    expect(await send({ session })).toMatchObject(refused);
  });

  it('lets nobody use up the ids of its messages, nor read their answers', async () => {
    const session = await begin({ visitor_id: 'v', message_id: '1' });
    expect(await send({ message: 'x', message_id: '1' })).toMatchObject(refused);
    expect(await send({ message: 'x', message_id: '2' })).toMatchObject(refused);
    const answer = await send({ message: 'set up my monitor', message_id: '2', session });
    expect(answer.response).toContain('What do you want to set up');
  });

  it('that somebody polled before it began gives them none of its words', async () => {
    expect(await send({ visitor_id: 'eve' })).toMatchObject({ status: 200, session: undefined });
    await begin({ visitor_id: 'v' });
    expect(await send({ visitor_id: 'eve' })).toMatchObject(refused);
    expect(await send({ visitor_id: 'v', message: 'hello' })).toMatchObject({ status: 200 });
  });
});

describe('a chat of a back end that has the secret', () => {
  it('is open without visitor and session, as its back end answers for it', async () => {
    await begin({ visitor_id: 'v' }, trusted);
    expect((await send({ message: 'hello' }, trusted)).status).toBe(200);
    expect((await send({ message: 'hello' })).status).toBe(403);
  });

  it('is closed to another visitor or session all the same', async () => {
    await begin({ visitor_id: 'v' }, trusted);
    expect(await send({ visitor_id: 'eve' }, trusted)).toMatchObject(refused);
    expect(await send({ session: 'x' }, trusted)).toMatchObject(refused);
  });

  it('takes the visitor it hears of later', async () => {
    await begin({}, trusted);
    expect((await send({ message: 'hello', visitor_id: 'v' }, trusted)).status).toBe(200);
    expect(await send({ visitor_id: 'eve' }, trusted)).toMatchObject(refused);
  });
});

it('keeps no session anywhere', async () => {
  const session = await begin({ visitor_id: 'v', message_id: '1' });
  expect((await send({ message: 'hello', visitor_id: 'v', message_id: '1' })).session).toBe(session);
  await send({ message: 'reset my password', session });
  const kept = [...store.tables.deliveries.values()].map(({ response, redacted }) => [response, redacted]);
  const state = [...store.tables.conversations.values()];
  expect(JSON.stringify([kept, state, gateway.log])).not.toContain(session);
});
