import { expect } from 'vitest';
import { idOf, type SalesIqWorld, type Steps } from './salesiq-world.ts';

const email = 'ben@example.com';

/** A visitor comes, and the operator takes the chat over. */
async function startChat({ emulated }: SalesIqWorld): Promise<string> {
  const { appId = '', salesiqDepartmentId: departmentId = '' } = emulated.connection;
  const visitor = { userId: email, name: 'Ben', email };
  const opening = { appId, departmentId, question: 'Help', visitor };
  const { chatId } = await emulated.clients().portal.visitorApi.open(opening);
  await emulated.post('/salesiq/operator', { conversation_id: chatId, action: 'join' });
  return chatId;
}

const stageOf = async ({ kept }: SalesIqWorld, id: string): Promise<unknown> =>
  Object((await kept('conversations', id))?.['chat_status']).state_key;

const chats: Steps = {
  'chats.list': async (world) => {
    world.seen['chat'] = await startChat(world);
    const listed = await world.salesiq.chats.list({ status: 'active', email, from: new Date(0) }).all();
    expect(listed.map(({ id }) => id)).toContain(idOf(world, 'chat'));
    expect(await world.salesiq.chats.list({ visitorId: 'nobody' }).all()).toEqual([]);
  },
  'chats.get': async (world) => {
    const chat = await world.salesiq.chats.get(idOf(world, 'chat'));
    expect(chat).toMatchObject({ status: 'active', visitor: { name: 'Ben', email } });
    world.seen['visitor'] = chat.visitor.id;
    await expect(world.salesiq.chats.get('1')).rejects.toMatchObject({ code: 'not-found' });
  },
  'chats.send': async (world) => {
    const { id } = await world.salesiq.chats.send(idOf(world, 'chat'), { text: 'How can I help?' });
    expect(await world.kept('messages', id)).toMatchObject({ text: 'How can I help?', side: 'operator' });
  },
  'chats.transcript': async (world) => {
    const said = await world.salesiq.chats.transcript(idOf(world, 'chat')).all();
    expect(said.map(({ side, text }) => [side, text])).toEqual(
      (await world.emulated.state('salesiq/messages'))
        .filter((row) => row['conversation_id'] === idOf(world, 'chat'))
        .map(({ side, text }) => [side, text]),
    );
  },
  'chats.transfer': async (world) => {
    const [operator] = await world.emulated.state('salesiq/operators');
    const transfer = { operatorId: String(operator?.['id']), note: 'Yours' };
    expect(await world.salesiq.chats.transfer(idOf(world, 'chat'), transfer)).toMatchObject({
      id: idOf(world, 'chat'),
    });
  },
  'chats.end': async (world) => {
    expect(await world.salesiq.chats.end(idOf(world, 'chat'), { message: 'Bye' })).toMatchObject({ status: 'ended' });
    expect(await stageOf(world, idOf(world, 'chat'))).toBe('closed');
    const late = world.salesiq.chats.send(idOf(world, 'chat'), { text: 'x' });
    await expect(late).rejects.toMatchObject({ code: 'conflict', vendorCode: 'CHAT_NOT_ACTIVE' });
  },
  'chats.rate': async (world) => {
    const rated = await world.salesiq.chats.rate(idOf(world, 'chat'), { rating: 5, feedback: 'Very helpful' });
    expect(rated).toMatchObject({ rating: 5 });
    const [feedback] = (await world.emulated.clients().portal.feedbacks.list()).slice(-1);
    expect(feedback).toMatchObject({ chatId: idOf(world, 'chat'), rating: 5, feedback: 'Very helpful' });
  },
};

const visitors: Steps = {
  'visitors.list': async (world) => {
    expect(await world.salesiq.visitors.list({ search: email }).all()).toMatchObject([{ id: idOf(world, 'visitor') }]);
  },
  'visitors.get': async (world) => {
    expect(await world.salesiq.visitors.get(idOf(world, 'visitor'))).toMatchObject({ email, name: 'Ben' });
  },
  'visitors.update': async (world) => {
    const change = { company: 'Acme', customFields: { industry: 'IT' } };
    await world.salesiq.visitors.update(idOf(world, 'visitor'), change);
    expect(await world.kept('visitors', idOf(world, 'visitor'))).toMatchObject(change);
  },
  'visitors.activity': async (world) => {
    expect(await world.salesiq.visitors.activity(idOf(world, 'visitor'))).not.toBeNull();
  },
  'visitors.tag': async (world) => {
    await world.salesiq.visitors.tag(idOf(world, 'visitor'), ['vip']);
    expect(await world.kept('visitors', idOf(world, 'visitor'))).toMatchObject({ tags: ['vip'] });
  },
};

const operators: Steps = {
  'operators.create': async ({ salesiq, emulated, kept, seen }) => {
    const departmentId = emulated.connection['salesiqDepartmentId'] ?? '';
    const made = await salesiq.operators.create({ name: 'Tom', email: 'tom@example.com', role: 'agent', departmentId });
    seen['operator'] = made.id;
    expect(await kept('operators', made.id)).toMatchObject({ email_id: 'tom@example.com' });
  },
  'operators.list': async ({ salesiq, emulated }) => {
    const rows = await emulated.state('salesiq/operators');
    expect((await salesiq.operators.list().all()).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  },
  'operators.get': async ({ salesiq, emulated }) => {
    const [row] = await emulated.state('salesiq/operators');
    const id = String(row?.['id']);
    expect(await salesiq.operators.get(id)).toMatchObject({ id, role: 'admin', email: row?.['email_id'] });
  },
  'operators.update': async (world) => {
    expect(await world.salesiq.operators.update(idOf(world, 'operator'), { maxChats: 3 })).toMatchObject({
      maxChats: 3,
    });
  },
  'operators.stats': async ({ salesiq, emulated }) => {
    const [row] = await emulated.state('salesiq/operators');
    const stats = await salesiq.operators.stats(String(row?.['id']), { from: new Date(0) });
    expect(stats.totalChats).toBeGreaterThan(0);
  },
  'operators.delete': async (world) => {
    await world.salesiq.operators.delete(idOf(world, 'operator'));
    expect(await world.kept('operators', idOf(world, 'operator'))).toBeUndefined();
  },
};

const brands: Steps = {
  'brands.list': async ({ salesiq, emulated }) => {
    expect(await salesiq.brands.list()).toMatchObject([{ id: emulated.connection['appId'], name: 'Company Inc' }]);
  },
  'brands.get': async ({ salesiq, emulated }) => {
    const brand = await salesiq.brands.get(emulated.connection['appId'] ?? '');
    expect(brand.departments.map(({ name }) => name)).toEqual(['Support', 'Callbacks']);
  },
  'brands.update': async ({ salesiq, emulated, kept }) => {
    const id = emulated.connection['appId'] ?? '';
    await salesiq.brands.update(id, { theme_color: '#28a745' });
    expect((await kept('apps', id))?.['widgetSettings']).toMatchObject({ theme_color: '#28a745' });
  },
  'brands.departments': async ({ salesiq, emulated }) => {
    expect(await salesiq.brands.departments(emulated.connection['appId'] ?? '')).toHaveLength(2);
  },
};

const firstOperator = async (emulated: SalesIqWorld['emulated']): Promise<string> =>
  String((await emulated.state('salesiq/operators'))[0]?.['id']);

const push: Steps = {
  'devices.register': async ({ salesiq, emulated, kept, seen }) => {
    const operatorId = await firstOperator(emulated);
    const device = await salesiq.devices.register({ deviceToken: 't', platform: 'android', operatorId });
    seen['device'] = device.id;
    expect(await kept('devices', device.id)).toMatchObject({ platform: 'android' });
  },
  'notifications.send': async ({ salesiq, emulated }) => {
    const operatorId = await firstOperator(emulated);
    await salesiq.notifications.send({ operatorId, title: 'New chat', message: 'A customer waits' });
    expect(await emulated.state('salesiq/notifications')).toMatchObject([{ title: 'New chat' }]);
  },
  'devices.unregister': async (world) => {
    await world.salesiq.devices.unregister(idOf(world, 'device'));
    expect(await world.kept('devices', idOf(world, 'device'))).toBeUndefined();
  },
};

const rules: Steps = {
  'routingRules.create': async ({ salesiq, emulated, seen }) => {
    const rule = await salesiq.routingRules.create({
      name: 'VIP',
      priority: 1,
      isEnabled: true,
      conditions: [{ field: 'visitor.tags', operator: 'contains', value: 'vip' }],
      actions: { assign_to: 'department', department_id: emulated.connection['salesiqDepartmentId'] },
    });
    seen['rule'] = rule.id;
    expect(rule).toMatchObject({ name: 'VIP', priority: 1 });
  },
  'routingRules.list': async (world) => {
    expect(await world.salesiq.routingRules.list()).toMatchObject([{ id: idOf(world, 'rule'), isEnabled: true }]);
  },
  'routingRules.update': async (world) => {
    await world.salesiq.routingRules.update(idOf(world, 'rule'), { isEnabled: false });
    expect(await world.salesiq.routingRules.list()).toMatchObject([{ name: 'VIP', isEnabled: false }]);
  },
  'routingRules.delete': async (world) => {
    await world.salesiq.routingRules.delete(idOf(world, 'rule'));
    expect(await world.salesiq.routingRules.list()).toEqual([]);
  },
};

const webhooks: Steps = {
  'webhooks.create': async ({ salesiq, receiver, kept, seen }) => {
    const events = ['conversation.missed', 'chat.started'];
    const made = await salesiq.webhooks.create({ name: 'gateway', url: receiver.url, events, secret: 's' });
    seen['webhook'] = made.id;
    expect(made).toMatchObject({ isEnabled: true, events: ['chat.missed', 'chat.started'] });
    expect(await kept('webhooks', made.id)).toMatchObject({ url: receiver.url, events: made.events });
  },
  'webhooks.list': async ({ salesiq, seen }) => {
    expect(await salesiq.webhooks.list()).toMatchObject([{ id: seen['webhook'] }]);
  },
  'webhooks.update': async (world) => {
    const id = idOf(world, 'webhook');
    expect(await world.salesiq.webhooks.update(id, { isEnabled: false })).toMatchObject({ isEnabled: false });
    expect(await world.kept('webhooks', id)).toMatchObject({ status: 'disabled', url: world.receiver.url });
  },
  'webhooks.delete': async (world) => {
    await world.salesiq.webhooks.delete(idOf(world, 'webhook'));
    expect(await world.kept('webhooks', idOf(world, 'webhook'))).toBeUndefined();
  },
};

/** One step for each operation of the plain style, in an order in which each finds what it needs. */
export const plainSteps: Steps = { ...chats, ...visitors, ...operators, ...brands, ...push, ...rules, ...webhooks };
