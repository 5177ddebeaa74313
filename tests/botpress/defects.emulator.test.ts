import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gatewayKey, type Loop, type Row, startLoop, until } from './start-loop.ts';

let loop: Loop;
beforeAll(async () => {
  loop = await startLoop();
  await loop.install('desk');
});
afterEach(() => loop.control('/faults/clear', {}));
afterAll(() => loop.stop());

const fault = (operation: string, more: object = {}) => {
  const [vendor] = operation.split('.');
  return loop.control('/faults', { vendor, operation, kind: 'status', status: 500, times: 1, ...more });
};

/** What stands at the desk in one chat, in order. */
async function readDesk(conversation: string): Promise<string[]> {
  const rows = await loop.rows('salesiq/messages');
  const isOfChat = (row: Row): boolean => [row['conversation_id'], row['conversationId']].includes(conversation);
  return rows.filter(isOfChat).map((row) => JSON.stringify(row));
}

const countOf = (lines: string[], words: string): number => lines.filter((line) => line.includes(words)).length;

describe('what comparable integrations got wrong (contract botpress §9)', () => {
  it('forged call accepted', async () => {
    const call = (headers: Record<string, string>) =>
      fetch(`${loop.url}/botpress/desk`, {
        method: 'POST',
        headers: { 'x-bp-operation': 'ping', ...headers },
        body: '{}',
      });
    const forged = Buffer.from(JSON.stringify({ gatewayKey: 'guessed' })).toString('base64');
    expect((await call({})).status).toBe(401);
    expect((await call({ 'x-bp-configuration': forged })).status).toBe(401);
    expect((await call({ 'x-bp-configuration': 'not base64 json' })).status).toBe(401);
  });

  it('redelivered call posts twice', async () => {
    const chat = await loop.open({ name: 'Twice', history: [{ from: 'user', text: 'told twice' }] });
    await fault('botpress.operation', { kind: 'duplicate-delivery', times: 2 });
    await loop.start(chat);
    const conversation = await loop.findAtDesk('told twice');
    await fault('botpress.operation', { kind: 'duplicate-delivery', times: 1 });
    await loop.say(chat, 'said in duplicate');
    await loop.findAtDesk('said in duplicate');
    await loop.say(chat, 'the last line');
    await loop.findAtDesk('the last line');
    expect(countOf(await readDesk(conversation), 'said in duplicate')).toBe(1);
    const chats = (await loop.rows('salesiq/messages')).filter((row) => JSON.stringify(row).includes('told twice'));
    expect(chats).toHaveLength(1);
  });

  it('failed start reported as success with an id that does not exist', async () => {
    const chat = await loop.open({ name: 'Failing' });
    await fault('botpress.conversations.get-or-create', { times: -1, status: 403 });
    const failed = await loop.start(chat);
    expect(failed).toMatchObject({ ok: false, message: expect.stringMatching(/Baton could not reach this bot/) });
    expect((await loop.look(chat)).downstreamId).toBeNull();
  });

  it('refused call repeated for ever', async () => {
    const chat = await loop.open({ name: 'Refused', history: [{ from: 'user', text: 'refused later' }] });
    await loop.start(chat);
    const conversation = await loop.findAtDesk('refused later');
    await fault('botpress.messages.get-or-create', { times: 50, status: 400 });
    await loop.operate({ conversation_id: conversation, action: 'join' });
    await loop.operate({ conversation_id: conversation, action: 'reply', text: 'never taken' });
    await until('the refusal', async () =>
      loop.log.some((line) => line.includes('effect-given-up')) ? true : undefined,
    );
    const [left] = (await loop.control('/faults')) as unknown as { times: number }[];
    expect(left?.times).toBe(49);
  });

  it('tokens, keys and personal data in logs', () => {
    const log = loop.log.join('\n');
    expect(log).not.toBe('');
    const { accessToken } = loop.emulator.connection()['botpress'] as { accessToken: string };
    for (const secret of [
      accessToken,
      gatewayKey,
      'Twice',
      'Refused',
      'told twice',
      'said in duplicate',
      'never taken',
    ])
      expect(log).not.toContain(secret);
  });
});
