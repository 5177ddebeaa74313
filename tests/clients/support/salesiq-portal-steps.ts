import { expect, vi } from 'vitest';
import { idOf, type SalesIqWorld, type Steps } from './salesiq-world.ts';

const email = 'asha.verma@example.com';
const visitor = { userId: email, name: 'Asha Verma', email };
const file = { fileName: 'photo.png', contentType: 'image/png', content: 'bytes' };

async function open({ salesiq, emulated }: SalesIqWorld, question: string): Promise<string> {
  const { appId = '', salesiqDepartmentId: departmentId = '' } = emulated.connection;
  const { chatId } = await salesiq.visitorApi.open({ appId, departmentId, question, visitor, waitSeconds: 60 });
  return chatId;
}

const stageOf = async ({ kept }: SalesIqWorld, id: string): Promise<unknown> =>
  Object((await kept('conversations', id))?.['chat_status']).state_key;

const places: Steps = {
  'portals.list': async ({ salesiq, emulated }) => {
    expect(await salesiq.portals.list()).toMatchObject([{ screenName: emulated.connection['screenName'] }]);
  },
  'brands.list': async ({ salesiq, emulated }) => {
    expect(await salesiq.brands.list()).toMatchObject([{ id: emulated.connection['appId'], name: 'Company Inc' }]);
  },
  'brands.get': async ({ salesiq, emulated, kept }) => {
    const id = emulated.connection['appId'] ?? '';
    expect(await salesiq.brands.get(id)).toMatchObject({ id, website: (await kept('apps', id))?.['website'] });
  },
  'brands.departments': async ({ salesiq, emulated }) => {
    const rows = await emulated.state('salesiq/departments');
    const listed = await salesiq.brands.departments(emulated.connection['appId'] ?? '');
    expect(listed).toMatchObject(rows.map(({ id, name }) => ({ id, name })));
  },
  'departments.list': async ({ salesiq, emulated }) => {
    const rows = await emulated.state('salesiq/departments');
    expect(await salesiq.departments.list().all()).toMatchObject(rows.map(({ id }) => ({ id, isEnabled: true })));
  },
  'departments.get': async ({ salesiq, emulated }) => {
    const id = emulated.connection['salesiqDepartmentId'] ?? '';
    expect(await salesiq.departments.get(id)).toMatchObject({ id, name: 'Support' });
  },
};

const operators: Steps = {
  'operators.create': async (world) => {
    const { salesiq, emulated, kept, seen } = world;
    const departmentId = emulated.connection['salesiqDepartmentId'] ?? '';
    const made = await salesiq.operators.create({
      name: 'Marco Ruiz',
      email: 'marco@example.com',
      role: 'supervisor',
      departmentId,
      maxChats: 6,
    });
    seen['operator'] = made.id;
    expect(made).toMatchObject({ name: 'Marco Ruiz', role: 'supervisor', maxChats: 5, departmentIds: [departmentId] });
    expect(await kept('operators', made.id)).toMatchObject({ email_id: 'marco@example.com', role: 'Supervisor' });
  },
  'operators.get': async (world) => {
    const id = idOf(world, 'operator');
    expect(await world.salesiq.operators.get(id)).toMatchObject({ id, email: 'marco@example.com', isEnabled: true });
  },
  'operators.list': async ({ salesiq, emulated, seen }) => {
    expect(await salesiq.operators.list().all()).toHaveLength((await emulated.state('salesiq/operators')).length);
    expect(await salesiq.operators.list({ role: 'supervisor' }).all()).toMatchObject([{ id: seen['operator'] }]);
  },
  'operators.update': async (world) => {
    const id = idOf(world, 'operator');
    await world.salesiq.operators.update(id, { name: 'Marco R. Ruiz', role: 'agent', maxChats: 3 });
    expect(await world.kept('operators', id)).toMatchObject({
      first_name: 'Marco R.',
      last_name: 'Ruiz',
      role: 'Associate',
      maximum_concurrent_chat: '3',
    });
  },
  'operators.setDepartments': async (world) => {
    const ids = (await world.emulated.state('salesiq/departments')).map(({ id }) => String(id));
    await world.salesiq.operators.setDepartments(idOf(world, 'operator'), ids);
    expect(await world.kept('operators', idOf(world, 'operator'))).toMatchObject({ departments: ids });
  },
};

const visitorApi: Steps = {
  'visitorApi.open': async (world) => {
    const id = await open(world, 'I forgot my password');
    world.seen['chat'] = id;
    expect(await world.kept('conversations', id)).toMatchObject({
      question: 'I forgot my password',
      visitor: { email },
    });
    expect(await stageOf(world, id)).toBe('waiting');
  },
  'visitorApi.send': async (world) => {
    const { id } = await world.salesiq.visitorApi.send(idOf(world, 'chat'), 'My name is asha.v');
    expect(await world.kept('messages', id)).toMatchObject({ text: 'My name is asha.v', side: 'visitor' });
  },
  'visitorApi.sendFile': async (world) => {
    const { id } = await world.salesiq.visitorApi.sendFile(idOf(world, 'chat'), file);
    expect(await world.kept('messages', id)).toMatchObject({ conversation_id: idOf(world, 'chat'), side: 'visitor' });
  },
  'visitorApi.list': async (world) => {
    const listed = await world.salesiq.visitorApi.list({ cvuid: email });
    expect(listed.map(({ id }) => id)).toContain(idOf(world, 'chat'));
  },
};

const chats: Steps = {
  'chats.list': async (world) => {
    const { salesiq } = world;
    const listed = await salesiq.chats.list({ status: 'waiting', email, from: new Date(0) }).all();
    expect(listed).toMatchObject([{ id: idOf(world, 'chat'), status: 'waiting' }]);
    expect(await salesiq.chats.list({ status: 'ended' }).all()).toEqual([]);
  },
  'chats.get': async (world) => {
    const chat = await world.salesiq.chats.get(idOf(world, 'chat'));
    expect(chat).toMatchObject({ status: 'waiting', visitor: { name: 'Asha Verma', email }, operatorId: null });
    await expect(world.salesiq.chats.get('1')).rejects.toMatchObject({ code: 'not-found', vendorCode: '1019' });
  },
  'chats.pickUp': async (world) => {
    const chat = await world.salesiq.chats.pickUp(idOf(world, 'chat'));
    expect(chat).toMatchObject({ status: 'active', isWithBot: false });
    expect(await stageOf(world, idOf(world, 'chat'))).toBe('connected');
  },
  'chats.send': async (world) => {
    const { id } = await world.salesiq.chats.send(idOf(world, 'chat'), { text: '<b>Hello</b>', type: 'html' });
    expect(await world.kept('messages', id)).toMatchObject({ text: 'Hello', side: 'operator' });
  },
  'chats.sendFile': async (world) => {
    const { id } = await world.salesiq.chats.sendFile(idOf(world, 'chat'), file);
    expect(await world.kept('messages', id)).toMatchObject({ conversation_id: idOf(world, 'chat'), side: 'operator' });
  },
  'chats.setCustomInfo': async (world) => {
    await world.salesiq.chats.setCustomInfo(idOf(world, 'chat'), { 'Order number': '1000231' });
    const row = await world.kept('conversations', idOf(world, 'chat'));
    expect(row?.['customer_info']).toEqual({ 'Order number': '1000231' });
  },
  'tags.create': async ({ salesiq, kept, seen }) => {
    const { id } = await salesiq.tags.create({ name: 'vip', color: '#ff0000', module: 'conversations' });
    seen['tag'] = id;
    expect(await kept('tags', id)).toMatchObject({ name: 'vip', color: '#ff0000' });
    const again = salesiq.tags.create({ name: 'vip', color: '#ff0000', module: 'conversations' });
    await expect(again).rejects.toMatchObject({ code: 'conflict', vendorCode: '1014' });
  },
  'tags.list': async ({ salesiq, seen }) => {
    expect(await salesiq.tags.list()).toMatchObject([{ id: seen['tag'], name: 'vip', module: 'conversations' }]);
  },
  'chats.tag': async (world) => {
    await world.salesiq.chats.tag(idOf(world, 'chat'), [idOf(world, 'tag')]);
    const row = await world.kept('conversations', idOf(world, 'chat'));
    expect(row?.['tags']).toEqual([{ id: idOf(world, 'tag') }]);
  },
  'chats.transfer': async (world) => {
    const transfer = { operatorId: idOf(world, 'operator'), note: 'Not verified', message: 'One moment' };
    await world.salesiq.chats.transfer(idOf(world, 'chat'), transfer);
    const messages = await world.emulated.state('salesiq/messages');
    expect(messages.at(-1)).toMatchObject({ text: 'One moment', side: 'operator' });
    expect(world.receiver.seen.map(({ body }) => body['event'])).toContain('conversation.operator.replied');
  },
  'chats.rejectTransfer': async (world) => {
    await world.salesiq.chats.rejectTransfer(idOf(world, 'chat'), idOf(world, 'operator'));
    const before = await world.kept('conversations', idOf(world, 'chat'));
    expect(Object(before?.['attender']).id).not.toBe(idOf(world, 'operator'));
  },
  'chats.acceptTransfer': async (world) => {
    await world.salesiq.chats.transfer(idOf(world, 'chat'), { operatorId: idOf(world, 'operator') });
    await world.salesiq.chats.acceptTransfer(idOf(world, 'chat'));
    const row = await world.kept('conversations', idOf(world, 'chat'));
    expect(Object(row?.['attender']).id).toBe(idOf(world, 'operator'));
  },
  'chats.transcript': async (world) => {
    const chat = idOf(world, 'chat');
    const rows = (await world.emulated.state('salesiq/messages')).filter((row) => row['conversation_id'] === chat);
    const said = await world.salesiq.chats.transcript(chat).all();
    expect(said.map(({ id, side, text }) => [id, side, text])).toEqual(
      rows.map(({ id, side, text }) => [id, side, text]),
    );
  },
  'chats.threads': async (world) => {
    expect(Array.isArray(await world.salesiq.chats.threads(idOf(world, 'chat')).all())).toBe(true);
  },
  'chats.end': async (world) => {
    expect(await world.salesiq.chats.end(idOf(world, 'chat'), { message: 'Bye' })).toMatchObject({ status: 'ended' });
    expect((await world.emulated.state('salesiq/messages')).at(-1)).toMatchObject({ text: 'Bye' });
    expect(await stageOf(world, idOf(world, 'chat'))).toBe('closed');
  },
  'chats.feedback': async (world) => {
    const rated = { conversation_id: idOf(world, 'chat'), rating: 4, feedback: 'Quick' };
    await world.emulated.post('/salesiq/rate', rated);
    expect(await world.salesiq.chats.feedback(idOf(world, 'chat'))).toMatchObject({ rating: 4, feedback: 'Quick' });
  },
  'feedbacks.list': async (world) => {
    expect(await world.salesiq.feedbacks.list()).toMatchObject([{ chatId: idOf(world, 'chat'), rating: 4 }]);
  },
};

const visitors: Steps = {
  'visitors.list': async ({ salesiq }) => {
    expect((await salesiq.visitors.list().all()).map(({ email: address }) => address)).toContain(email);
  },
  'visitors.events': async ({ salesiq }) => {
    expect(Array.isArray(await salesiq.visitors.events().first(5))).toBe(true);
  },
  'visitors.sendToLatestChat': async (world) => {
    await world.salesiq.chats.pickUp(await open(world, 'Again'));
    await world.salesiq.visitors.sendToLatestChat(email, 'Your order has left.');
    expect((await world.emulated.state('salesiq/messages')).at(-1)).toMatchObject({ text: 'Your order has left.' });
  },
};

/** The bot of the world answers `pending` to everything. */
async function askBot({ emulated, bot }: SalesIqWorld): Promise<{ request: string; chat: string }> {
  const before = bot.seen.length;
  const asked = { visitor: { name: 'Ann', email: 'ann@example.com' }, text: 'hello' };
  const shown = await emulated.post('/salesiq/visitor-message', asked);
  await vi.waitFor(() => expect(bot.seen.length).toBeGreaterThan(before));
  const request = Object(bot.seen.at(-1)?.body['request']).id;
  return { request: String(request), chat: String(shown['conversation_id']) };
}

const saidIn = async ({ emulated }: SalesIqWorld, chat: string): Promise<unknown[]> =>
  (await emulated.state('salesiq/messages'))
    .filter((row) => row['conversation_id'] === chat && row['side'] === 'bot')
    .map(({ text }) => text);

const callbacks: Steps = {
  'callbacks.progress': async (world) => {
    await world.emulated.post('/salesiq/settings', { callbackWaitMs: 100 });
    const { request, chat } = await askBot(world);
    Object.assign(world.seen, { request, botChat: chat });
    await world.salesiq.callbacks.progress(request, 'Still working on it.');
    await vi.waitFor(async () => expect(await saidIn(world, chat)).toContain('Still working on it.'));
  },
  'callbacks.finish': async (world) => {
    const answer = { action: 'reply', replies: [{ text: 'Done.' }] };
    await world.salesiq.callbacks.finish(idOf(world, 'request'), answer);
    await vi.waitFor(async () => expect(await saidIn(world, idOf(world, 'botChat'))).toContain('Done.'));
    const again = world.salesiq.callbacks.finish(idOf(world, 'request'), answer);
    await expect(again).rejects.toMatchObject({ code: 'not-found' });
  },
  'attachments.download': async (world) => {
    const [kept] = await world.emulated.state('salesiq/files');
    const bytes = await world.salesiq.attachments.download({
      key: String(kept?.['id']),
      fileName: file.fileName,
      chatId: idOf(world, 'chat'),
    });
    expect(Buffer.from(bytes).toString()).toBe(file.content);
  },
};

/** Lets a delivery of the world's webhook fail for good; answers its execution. */
async function failOnce(world: SalesIqWorld): Promise<string> {
  const { salesiq, receiver, emulated } = world;
  const id = idOf(world, 'webhook');
  const known = new Set((await salesiq.webhooks.failedExecutions(id).all()).map((execution) => execution.id));
  receiver.status = 500;
  await open(world, 'One that fails');
  return vi.waitFor(async () => {
    await emulated.advance(60_000);
    const found = (await salesiq.webhooks.failedExecutions(id).all()).find((execution) => !known.has(execution.id));
    expect(found).toMatchObject({ event: 'conversation.created', status: 500 });
    return found?.id ?? '';
  });
}

const isDelivered = async ({ emulated }: SalesIqWorld, id: string): Promise<void> => {
  await vi.waitFor(async () => {
    await emulated.advance(60_000);
    const row = (await emulated.state('salesiq/deliveries')).find((delivery) => delivery['id'] === id);
    expect(row).toMatchObject({ status: 'delivered' });
  });
};

const webhooks: Steps = {
  'webhooks.create': async ({ salesiq, receiver, emulated, kept, seen }) => {
    const appIds = [emulated.connection['appId'] ?? ''];
    const made = await salesiq.webhooks.create({ url: receiver.url, events: ['chat.started'], appIds });
    seen['webhook'] = made.id;
    expect(made.keys).toHaveLength(1);
    const events = ['conversation.created'];
    expect(await kept('webhooks', made.id)).toMatchObject({
      url: receiver.url,
      events,
      app_ids: appIds,
      secured: true,
    });
  },
  'webhooks.list': async ({ salesiq, seen }) => {
    expect((await salesiq.webhooks.list()).map(({ id }) => id)).toContain(seen['webhook']);
  },
  'webhooks.get': async (world) => {
    const id = idOf(world, 'webhook');
    expect(await world.salesiq.webhooks.get(id)).toMatchObject({ id, isEnabled: true });
  },
  'webhooks.update': async (world) => {
    const id = idOf(world, 'webhook');
    await world.salesiq.webhooks.update(id, { events: ['conversation.created', 'conversation.missed'] });
    const row = await world.kept('webhooks', id);
    expect(row).toMatchObject({ events: ['conversation.created', 'conversation.missed'], url: world.receiver.url });
    expect(row?.['app_ids']).toEqual([world.emulated.connection['appId']]);
  },
  'webhooks.addKey': async (world) => {
    const { keys } = await world.salesiq.webhooks.addKey(idOf(world, 'webhook'));
    expect(keys).toHaveLength(2);
    world.seen['key'] = keys[0]?.id ?? '';
    expect(keys[0]?.publicKey).not.toBe(keys[1]?.publicKey);
  },
  'webhooks.removeKey': async (world) => {
    await world.salesiq.webhooks.removeKey(idOf(world, 'webhook'), idOf(world, 'key'));
    const left = (await world.salesiq.webhooks.get(idOf(world, 'webhook'))).keys.map(({ id }) => id);
    expect(left).toHaveLength(1);
    expect(left).not.toContain(idOf(world, 'key'));
  },
  'webhooks.failedExecutions': async (world) => {
    world.seen['execution'] = await failOnce(world);
  },
  'webhooks.retryExecution': async (world) => {
    world.receiver.status = 200;
    await world.salesiq.webhooks.retryExecution(idOf(world, 'webhook'), idOf(world, 'execution'));
    await isDelivered(world, idOf(world, 'execution'));
  },
  'webhooks.retryExecutions': async (world) => {
    const id = await failOnce(world);
    world.receiver.status = 200;
    const given = [id, '7'];
    expect(await world.salesiq.webhooks.retryExecutions(idOf(world, 'webhook'), given)).toEqual({ skipped: ['7'] });
    await isDelivered(world, id);
  },
  'webhooks.delete': async (world) => {
    await world.salesiq.webhooks.delete(idOf(world, 'webhook'));
    expect(await world.kept('webhooks', idOf(world, 'webhook'))).toBeUndefined();
  },
};

const rest: Steps = {
  'chatRoutingRules.create': async ({ salesiq, emulated, seen }) => {
    const { id } = await salesiq.chatRoutingRules.create({
      app_id: emulated.connection['appId'] ?? '',
      title: 'Sales first',
      and_criteria: [{ or_criteria: [{ field_name: 'country', comparator: 'equals', values: ['PT'] }] }],
      routing_type: 'all',
      userset: [{ department_ids: [emulated.connection['salesiqDepartmentId'] ?? ''] }],
    });
    seen['rule'] = id;
  },
  'chatRoutingRules.list': async (world) => {
    const { rules } = await world.salesiq.chatRoutingRules.list();
    expect(rules).toMatchObject([{ id: idOf(world, 'rule'), title: 'Sales first' }]);
  },
  'chatRoutingRules.update': async (world) => {
    await world.salesiq.chatRoutingRules.update(idOf(world, 'rule'), { title: 'Sales last' });
    expect((await world.salesiq.chatRoutingRules.list()).rules).toMatchObject([{ title: 'Sales last' }]);
  },
  'chatRoutingRules.delete': async (world) => {
    await world.salesiq.chatRoutingRules.delete(idOf(world, 'rule'));
    expect((await world.salesiq.chatRoutingRules.list()).rules).toEqual([]);
  },
  'operators.delete': async (world) => {
    await world.salesiq.operators.delete(idOf(world, 'operator'));
    expect(await world.kept('operators', idOf(world, 'operator'))).toBeUndefined();
  },
};

/** One step for each operation of the portal style, in an order in which each finds what it needs. */
export const portalSteps: Steps = {
  ...places,
  ...operators,
  ...visitorApi,
  ...chats,
  ...visitors,
  ...callbacks,
  ...webhooks,
  ...rest,
};
