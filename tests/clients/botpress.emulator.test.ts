import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type StartedBotpress, startBotpress } from './support/start-botpress.ts';

let botpress: StartedBotpress;
beforeAll(async () => {
  botpress = await startBotpress();
});
afterEach(() => botpress.host.faults.clear());
afterAll(() => botpress.close());

const ana = { name: 'Ana', tags: { id: 'ana' }, by: ['id'] } as const;
const fail = (operation: string, fault: object): void =>
  botpress.host.faults.add({
    vendor: 'botpress',
    operation: `botpress.${operation}`,
    kind: 'status',
    times: 1,
    ...fault,
  });
const rows = <Row>(name: string): Row[] => botpress.host.collection('botpress', name).list() as unknown as Row[];

async function openChat(id: string) {
  const { value: user } = await botpress.client.getOrCreateUser(ana);
  const made = await botpress.client.getOrCreateConversation({ channel: 'hitl', tags: { id }, by: ['id'] });
  return { userId: user.id, conversationId: made.value.id };
}

describe('the client of the runtime API', () => {
  it('makes a user once and finds it again, whatever else its tags say', async () => {
    const first = await botpress.client.getOrCreateUser(ana);
    const again = await botpress.client.getOrCreateUser({ ...ana, tags: { id: 'ana', email: 'ana@example.org' } });
    expect([first.created, again.created]).toEqual([true, false]);
    expect(again.value).toEqual(first.value);
    const changed = await botpress.client.updateUser(first.value.id, { tags: { email: 'ana@example.org' } });
    expect(await botpress.client.getUser(first.value.id)).toEqual(changed);
    expect(changed.tags).toEqual({ id: 'ana', email: 'ana@example.org' });
  });

  it.each(['drop-response', 'reset-after'] as const)(
    'relays a message once although the answer was lost (%s)',
    async (kind) => {
      const at = await openChat(`lost-${kind}`);
      fail('messages.get-or-create', { kind });
      const message = {
        type: 'text',
        payload: { text: kind },
        ...at,
        tags: { externalId: kind },
        by: ['externalId'],
      } as const;
      expect((await botpress.client.getOrCreateMessage(message)).created).toBe(false);
      expect(
        rows<{ tags: { externalId?: string } }>('messages').filter(({ tags }) => tags.externalId === kind),
      ).toHaveLength(1);
    },
  );

  it('does not repeat an event or a message that may have arrived', async () => {
    const at = await openChat('once');
    fail('events.create', { kind: 'drop-response' });
    const { conversationId } = at;
    await expect(botpress.client.createEvent('hitlStopped', { conversationId })).rejects.toMatchObject({
      isAmbiguous: true,
    });
    expect(rows('events')).toHaveLength(1);
    fail('messages.create', { status: 500 });
    const message = { type: 'text', payload: { text: 'x' }, ...at, tags: {} };
    await expect(botpress.client.createMessage(message)).rejects.toMatchObject({
      code: 'unavailable',
      isAmbiguous: true,
    });
  });

  it('waits when it is asked to, also with what must not be repeated otherwise', async () => {
    const { conversationId } = await openChat('slow-down');
    fail('events.create', { kind: 'rate-limit', retryAfter: 'seconds', delayMs: 1 });
    await botpress.client.createEvent('hitlStopped', { conversationId });
  });

  it.each([
    [401, 'unauthorised'],
    [403, 'forbidden'],
    [404, 'not-found'],
    [400, 'invalid'],
  ])('tells %i as what it is, at once and without the words of Botpress', async (status, code) => {
    fail('users.get', { status, times: 5 });
    const failed = botpress.client.getUser('user_x');
    await expect(failed).rejects.toMatchObject({ code, retryable: false });
    await expect(failed).rejects.not.toThrow(/told to fail/);
    const left = botpress.host.faults.list();
    expect(left).toMatchObject([{ times: 4 }]);
  });

  it('speaks for one installation only', async () => {
    const { conversationId } = await openChat('mine');
    const other = botpress.connect({ installation: { alias: 'sales' } });
    await expect(other.getConversation(conversationId)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(botpress.connect({ token: 'other' }).getConversation(conversationId)).rejects.toMatchObject({
      code: 'unauthorised',
    });
    expect((await botpress.client.getConversation(conversationId)).tags).toEqual({ id: 'mine' });
  });

  it('keeps a state, and has none where there is none', async () => {
    const { conversationId: id } = await openChat('state');
    const address = { type: 'conversation', id, name: 'session' } as const;
    expect(await botpress.client.getState(address)).toBeNull();
    await botpress.client.setState(address, { open: true });
    expect(await botpress.client.getState(address)).toEqual({ open: true });
    await botpress.client.setState(address, null);
    expect(await botpress.client.getState(address)).toBeNull();
  });

  it('acknowledges a message, tags a conversation and asks for register', async () => {
    const at = await openChat('tags');
    const sent = await botpress.client.createMessage({ type: 'text', payload: { text: 'x' }, ...at, tags: {} });
    expect((await botpress.client.updateMessage(sent.id, { externalId: 'v-1' })).tags).toEqual({ externalId: 'v-1' });
    const tagged = await botpress.client.updateConversation(at.conversationId, { upstream: 'u-1' });
    expect(tagged.tags).toEqual({ id: 'tags', upstream: 'u-1' });
    await botpress.client.configureIntegration('monthly');
    await expect(botpress.client.configureIntegration('now')).rejects.toMatchObject({ code: 'invalid' });
  });

  it.each(['', '.', '..'])('refuses "%s" as an id', async (id) => {
    await expect(botpress.client.getUser(id)).rejects.toMatchObject({ code: 'invalid' });
  });
});
