import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Loop, type Row, startLoop, until } from './start-loop.ts';

let loop: Loop;
beforeAll(async () => {
  loop = await startLoop({}, { 'hubspot.batchWindowMs': 20 });
  for (const alias of ['desk', 'inbox']) await loop.install(alias);
});
afterEach(() => loop.control('/faults/clear', {}));
afterAll(() => loop.stop());

const fault = (operation: string, more: object) => {
  const [vendor] = operation.split('.');
  return loop.control('/faults', { vendor, operation, kind: 'status', times: 1, ...more });
};

const holding = (rows: Row[], words: string): Row[] => rows.filter((row) => JSON.stringify(row).includes(words));

/** A session whose history says this; the chat in Botpress. */
async function start(alias: string, words: string): Promise<string> {
  const chat = await loop.open({
    alias,
    name: 'Gil Soto',
    email: 'gil@example.org',
    history: [{ from: 'user', text: words }],
  });
  expect(await loop.start(chat)).toMatchObject({ ok: true });
  return chat;
}

const findThread = (words: string): Promise<string> =>
  until(`"${words}" in HubSpot`, async () => {
    const [found] = holding(await loop.rows('hubspot/messages'), words);
    return found === undefined ? undefined : String(found['conversationsThreadId']);
  });

const act = (threadId: string, action: string, more: object = {}) =>
  loop.control('/hubspot/agent', { threadId, action, ...more });

const timesHeard = async (chat: string, words: string): Promise<number> =>
  (await loop.look(chat)).lines.filter(({ payload }) => payload.text === words).length;

describe('what comparable integrations with SalesIQ got wrong', () => {
  it('tells a bot nothing of chats that it did not start', async () => {
    const before = await loop.rows('botpress/conversations');
    const events = (await loop.rows('botpress/events')).length;
    const visited = await loop.control('/salesiq/visitor-message', {
      visitor: { name: 'Walk-in', email: 'walk-in@example.org' },
      text: 'I want to talk to a human',
    });
    const conversation = String(visited['conversation_id']);
    await loop.operate({ conversation_id: conversation, action: 'join' });
    await loop.operate({ conversation_id: conversation, action: 'reply', text: 'Hello walk-in' });
    await loop.operate({ conversation_id: conversation, action: 'close' });
    await until('the last webhook', async () => {
      const sent = holding(await loop.rows('salesiq/deliveries'), conversation);
      return sent.length > 0 && sent.every(({ status }) => status === 'delivered') ? true : undefined;
    });
    expect(await loop.rows('botpress/conversations')).toEqual(before);
    expect(await loop.rows('botpress/events')).toHaveLength(events);
  });

  it('brings an operator’s words once when SalesIQ sends its webhook twice', async () => {
    const chat = await start('desk', 'Gil sees double');
    const conversation = await loop.findAtDesk('Gil sees double');
    await loop.operate({ conversation_id: conversation, action: 'join' });
    await fault('salesiq.webhook.deliver', { kind: 'duplicate-delivery' });
    await loop.operate({ conversation_id: conversation, action: 'reply', text: 'only once' });
    await loop.operate({ conversation_id: conversation, action: 'reply', text: 'and then this' });
    await loop.heard(chat, 'and then this');
    expect(await timesHeard(chat, 'only once')).toBe(1);
  });

  it('puts a line that the desk refused on a ticket, and says so', async () => {
    const chat = await start('desk', 'Gil is refused');
    const conversation = await loop.findAtDesk('Gil is refused');
    await loop.operate({ conversation_id: conversation, action: 'join' });
    await loop.operate({ conversation_id: conversation, action: 'reply', text: 'I am listening' });
    await loop.heard(chat, 'I am listening');
    await fault('salesiq.visitor.send', { status: 400 });
    await loop.say(chat, 'the line that SalesIQ refuses');
    const { lines } = await loop.ended(chat);
    const ticket = await until('the ticket', async () => holding(await loop.rows('desk/tickets'), 'Gil')[0]);
    expect(lines.map(({ payload }) => payload.text).join('\n')).toContain(String(ticket['ticketNumber']));
    await until(
      'the line on the ticket',
      async () => holding(await loop.rows('desk/comments'), 'the line that SalesIQ refuses')[0],
    );
  });

  it('goes on when each vendor fails at everything', async () => {
    for (const operation of ['botpress.users.get-or-create', 'salesiq.visitor.open', 'hubspot.messages.publish'])
      await fault(operation, { status: 500, times: 3 });
    const chat = await loop.open({ name: 'Unlucky' });
    await loop.start(chat);
    await fetch(`${loop.url}/webhook/salesiq`, { method: 'POST', body: 'no JSON' });
    await fetch(`${loop.url}/webhook/hubspot`, { method: 'POST', body: 'no JSON' });
    expect((await fetch(`${loop.url}/healthz`)).status).toBe(200);
  });
});

describe('what comparable integrations with HubSpot got wrong', () => {
  it('brings an agent’s words once when HubSpot’s webhook is replayed', async () => {
    const chat = await start('inbox', 'Gil hears echoes');
    const thread = await findThread('Gil hears echoes');
    await act(thread, 'reply', { text: 'said to be replayed' });
    await loop.heard(chat, 'said to be replayed');
    const [delivery] = holding(await loop.rows('hubspot/deliveries'), 'said to be replayed');
    expect(await loop.control('/hubspot/replay', { deliveryId: delivery?.['id'] })).toMatchObject({ status: 200 });
    await act(thread, 'reply', { text: 'said after the replay' });
    await loop.heard(chat, 'said after the replay');
    expect(await timesHeard(chat, 'said to be replayed')).toBe(1);
  });

  it('closes the thread when the user ends the session, and names the agent and not the user', async () => {
    const chat = await start('inbox', 'Gil will leave');
    const thread = await findThread('Gil will leave');
    await act(thread, 'assign');
    await act(thread, 'reply', { text: 'please stay' });
    const { humanAgentName } = await loop.heard(chat, 'please stay');
    expect(humanAgentName).toBe('Sarah Johnson');
    await loop.say(chat, '/end');
    await until('the closed thread', async () => {
      const found = (await loop.rows('hubspot/threads')).find(({ id }) => id === thread);
      return found?.['status'] === 'CLOSED' ? true : undefined;
    });
  });

  it('keeps two sessions of one person apart, also where tags must match exactly', async () => {
    await loop.control('/botpress/settings', { tagMatching: 'exact' });
    const first = await start('inbox', 'Gil has a first question');
    const second = await start('inbox', 'Gil has a second question');
    const threads = [await findThread('Gil has a first question'), await findThread('Gil has a second question')];
    expect(new Set(threads).size).toBe(2);
    for (const [index, thread] of threads.entries())
      await act(thread, 'reply', { text: `answer ${index + 1} for Gil` });
    await loop.heard(first, 'answer 1 for Gil');
    await loop.heard(second, 'answer 2 for Gil');
    expect(await timesHeard(first, 'answer 2 for Gil')).toBe(0);
    expect(await timesHeard(second, 'answer 1 for Gil')).toBe(0);
    await loop.control('/botpress/settings', { tagMatching: 'contains' });
  });

  it('writes no token and no developer key into the log', () => {
    const { clientSecret, developerKey, refreshToken } = loop.emulator.connection()['hubspot'] as Record<
      string,
      string
    >;
    const log = loop.log.join('\n');
    for (const secret of [clientSecret, developerKey, refreshToken]) expect(log).not.toContain(secret);
  });
});
