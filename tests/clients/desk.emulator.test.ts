import type { DeskClient } from '@baton/client-zoho';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulated, methodsOf, type Receiver, type Row, startEmulated, startReceiver } from './support/emulated.ts';

let emulated: Emulated;
let receiver: Receiver;
let desk: DeskClient;
const called = new Set<string>();

beforeAll(async () => {
  emulated = await startEmulated();
  receiver = await startReceiver();
  ({ desk } = emulated.clients({ onCall: ({ operation, outcome }) => outcome === 'ok' && called.add(operation) }));
});
afterAll(async () => {
  await emulated.emulator.close();
  await receiver.close();
});

/** The row with this id as the emulator keeps it. */
async function kept(collection: string, id: string): Promise<Row | undefined> {
  return (await emulated.state(`desk/${collection}`)).find((row) => row['id'] === id);
}

const departments = () => emulated.state('desk/departments');
const email = 'jane.rivera@example.com';
const file = { fileName: 'Größe "x".txt', contentType: 'text/plain' };
const bytes = async function* () {
  yield Buffer.from('Hello ');
  yield Buffer.from('world');
};
/** An operation's test has its name; at the end none may be left. */
const steps: Record<string, () => Promise<void>> = {};
let ticketId = '';
let contactId = '';
const seen: Record<string, string> = {};

steps['portal.organizations'] = async () => {
  expect(await desk.portal.organizations()).toMatchObject([{ id: emulated.connection['deskOrgId'], isDefault: true }]);
};
steps['portal.departments'] = async () => {
  const rows = await departments();
  expect(await desk.portal.departments()).toMatchObject(rows.map(({ id, name }) => ({ id, name })));
};
steps['portal.agents'] = async () => {
  const agents = await emulated.state('desk/agents');
  expect((await desk.portal.agents('')).map(({ id }) => id)).toEqual(agents.map(({ id }) => id));
  expect(await desk.portal.agents('sarah')).toMatchObject([{ name: 'Sarah Johnson', email: agents[1]?.['email'] }]);
  expect(await desk.portal.agents('nobody at all')).toEqual([]);
};
steps['portal.departmentAgents'] = async () => {
  const [department] = await departments();
  expect(await desk.portal.departmentAgents(String(department?.['id']))).toHaveLength(2);
};
steps['portal.myInfo'] = async () => {
  const [own] = await emulated.state('desk/agents');
  expect(await desk.portal.myInfo()).toMatchObject({ id: own?.['id'] });
};
steps['portal.fields'] = async () => {
  const fields = await desk.portal.fields({ module: 'tickets' });
  expect(fields.find(({ apiName }) => apiName === 'priority')?.allowedValues).toContain('High');
  expect(fields.filter(({ isMandatory }) => isMandatory).map(({ apiName }) => apiName)).toContain('subject');
};
steps['contacts.create'] = async () => {
  const made = await desk.contacts.create({ lastName: 'Rivera', firstName: 'Jane', email });
  contactId = made.id;
  expect(await kept('contacts', contactId)).toMatchObject({ lastName: 'Rivera', firstName: 'Jane', email });
};
steps['contacts.get'] = async () => {
  expect(await desk.contacts.get(contactId)).toMatchObject({ id: contactId, email, isUsable: true });
  await expect(desk.contacts.get('1')).rejects.toMatchObject({ code: 'not-found' });
};
steps['contacts.update'] = async () => {
  await desk.contacts.update(contactId, { phone: '+15550100123' });
  expect(await kept('contacts', contactId)).toMatchObject({ phone: '+15550100123', lastName: 'Rivera' });
};
steps['contacts.search'] = async () => {
  await desk.contacts.create({ lastName: 'Rivers', email: `${email}.au` });
  expect(await desk.contacts.search({ email }).all()).toEqual([]);
  await emulated.advance(10_000);
  const found = await desk.contacts.search({ lastName: 'Riv*' }).all();
  expect(found.map(({ lastName }) => lastName).sort()).toEqual(['Rivera', 'Rivers']);
  expect(await desk.contacts.search({ lastName: 'Riv*' }).first(1)).toHaveLength(1);
};
steps['contacts.findByEmail'] = async () => {
  expect(await desk.contacts.findByEmail(email.toUpperCase())).toMatchObject([{ id: contactId }]);
};
steps['tickets.create'] = async () => {
  const [support] = await departments();
  const cf = { cf_gateway_key: '01JD9Z7Q4V5M8K2T6W3X0Y1B2C' };
  const departmentId = String(support?.['id']);
  const made = await desk.tickets.create({ subject: 'Password', departmentId, contactId, email, priority: 'Low', cf });
  ticketId = made.id;
  const row = await kept('tickets', ticketId);
  expect(row).toMatchObject({ subject: 'Password', contactId, departmentId, cf, status: 'Open' });
  expect(made).toMatchObject({ ticketNumber: row?.['ticketNumber'], statusType: 'open', customFields: cf });
  const inline = { subject: 'Other', departmentId, contact: { lastName: 'New', email: 'new@example.com' } };
  const other = await desk.tickets.create(inline);
  expect(await kept('contacts', other.contactId ?? '')).toMatchObject({ lastName: 'New', email: 'new@example.com' });
  seen['other'] = other.id;
};
steps['tickets.get'] = async () => {
  expect(await desk.tickets.get(ticketId, { include: 'contacts,assignee' })).toMatchObject({ id: ticketId, email });
};
steps['tickets.update'] = async () => {
  const [, sarah] = await emulated.state('desk/agents');
  const assigneeId = String(sarah?.['id']);
  const changed = await desk.tickets.update(ticketId, { status: 'On Hold', assigneeId }, { isClosureQuiet: true });
  expect(changed).toMatchObject({ statusType: 'on-hold', assigneeId });
  expect(await kept('tickets', ticketId)).toMatchObject({ status: 'On Hold', assigneeId, priority: 'Low' });
};
steps['tickets.move'] = async () => {
  const [, callbacks] = await departments();
  await desk.tickets.move(ticketId, String(callbacks?.['id']));
  expect(await kept('tickets', ticketId)).toMatchObject({ departmentId: callbacks?.['id'] });
};
steps['tickets.list'] = async () => {
  const [support, callbacks] = await departments();
  const listed = (department: Row | undefined) => desk.tickets.list({ departmentId: String(department?.['id']) }).all();
  expect(await listed(callbacks)).toMatchObject([{ id: ticketId }]);
  expect(await listed(support)).toMatchObject([{ id: seen['other'] }]);
};
steps['tickets.search'] = async () => {
  await emulated.advance(10_000);
  const customField1 = 'cf_gateway_key:01JD9Z7Q4V5M8K2T6W3X0Y1B2C';
  expect(await desk.tickets.search({ customField1 }).all()).toMatchObject([{ id: ticketId }]);
  expect(await desk.tickets.search({ ticketNumber: '1' }).all()).toEqual([]);
};
steps['contacts.tickets'] = async () => {
  expect(await desk.contacts.tickets(contactId).all()).toMatchObject([{ id: ticketId }]);
};
steps['comments.add'] = async () => {
  const { id } = await desk.comments.add(ticketId, { content: 'for zsu[@user:1]zsu you' });
  seen['comment'] = id;
  expect(await kept('comments', id)).toMatchObject({ ticketId, content: 'for  you', isPublic: false });
};
steps['comments.update'] = async () => {
  await desk.comments.update(ticketId, seen['comment'] ?? '', { content: 'Corrected', isPublic: true });
  expect(await kept('comments', seen['comment'] ?? '')).toMatchObject({ content: 'Corrected', isPublic: true });
};
steps['comments.list'] = async () => {
  const later = await desk.comments.add(ticketId, { content: 'later' });
  const ids = [seen['comment'], later.id];
  expect((await desk.comments.list(ticketId).all()).map(({ id }) => id)).toEqual(ids);
  const newest = await desk.comments.list(ticketId, { sortBy: '-commentedTime' }).all();
  expect(newest.map(({ id }) => id)).toEqual(ids.reverse());
};
steps['comments.delete'] = async () => {
  await desk.comments.delete(ticketId, seen['comment'] ?? '');
  expect(await kept('comments', seen['comment'] ?? '')).toBeUndefined();
};
steps['threads.list'] = async () => {
  await emulated.post('/desk/agent', { ticketId, action: 'reply', text: 'We are on it.' });
  const listed = await desk.threads.list(ticketId).all();
  const rows = (await emulated.state('desk/threads')).filter((row) => row['ticketId'] === ticketId);
  expect(listed.map(({ id }) => id).sort()).toEqual(rows.map(({ id }) => id).sort());
  expect(listed[0]).toMatchObject({ direction: 'out', authorType: 'agent', channel: 'EMAIL' });
};
steps['threads.get'] = async () => {
  const [newest] = await desk.threads.list(ticketId).first(1);
  expect(await desk.threads.get(ticketId, newest?.id ?? '')).toMatchObject({ content: 'We are on it.' });
};
steps['threads.reply'] = async () => {
  const mail = { fromEmailAddress: 'support@company.com', to: email, content: 'Sent.' };
  const sent = await desk.threads.reply(ticketId, mail);
  expect(await kept('threads', sent.id)).toMatchObject({ direction: 'out', content: 'Sent.', mail: { to: email } });
};
steps['threads.conversation'] = async () => {
  const types = (await desk.threads.conversation(ticketId).all()).map(({ type }) => type);
  expect(types.filter((type) => type === 'comment')).toHaveLength(1);
  expect(types.filter((type) => type === 'thread').length).toBeGreaterThan(1);
};
steps['tags.add'] = async () => {
  await desk.tags.add(ticketId, ['password', 'vip']);
  expect((await kept('tickets', ticketId))?.['tags']).toEqual(['password', 'vip']);
};
steps['tags.remove'] = async () => {
  await desk.tags.remove(ticketId, ['vip']);
  expect((await kept('tickets', ticketId))?.['tags']).toEqual(['password']);
};
steps['tags.list'] = async () => {
  expect(await desk.tags.list(ticketId)).toMatchObject([{ name: 'password' }]);
};
steps['files.upload'] = async () => {
  const { id } = await desk.files.upload({ ...file, content: bytes });
  expect(await kept('uploads', id)).toMatchObject({ size: '11' });
  const comment = await desk.comments.add(ticketId, { content: 'with a file', attachmentIds: [id] });
  expect(await kept('comments', comment.id)).toMatchObject({ attachments: [expect.objectContaining({ id })] });
};
steps['files.attach'] = async () => {
  const { id } = await desk.files.attach(ticketId, { ...file, content: bytes });
  seen['file'] = id;
  expect(await kept('attachments', id)).toMatchObject({ ticketId, size: '11', isPublic: false });
};
steps['files.publish'] = async () => {
  await desk.files.publish(ticketId, { fileId: seen['file'] ?? '', isPublic: true });
  expect(await kept('attachments', seen['file'] ?? '')).toMatchObject({ isPublic: true });
};
steps['files.list'] = async () => {
  const listed = (await desk.files.list(ticketId).all()).find(({ id }) => id === seen['file']);
  expect(listed).toMatchObject({ sizeBytes: 11, isPublic: true });
};
steps['files.delete'] = async () => {
  await desk.files.delete(ticketId, seen['file'] ?? '');
  expect(await kept('attachments', seen['file'] ?? '')).toBeUndefined();
};
steps['tickets.metrics'] = async () => {
  expect((await desk.tickets.metrics(ticketId)).firstResponseTime).toMatch(/^\d\d:\d\d hrs$/);
};
steps['webhooks.create'] = async () => {
  const subscriptions = { Ticket_Update: { fields: ['status'], includePrevState: true }, Ticket_Delete: null };
  const { id } = await desk.webhooks.create({ name: 'gateway', url: receiver.url, subscriptions });
  seen['webhook'] = id;
  expect(await kept('webhooks', id)).toMatchObject({ url: receiver.url, isEnabled: true, subscriptions });
};
steps['tickets.close'] = async () => {
  await desk.tickets.close([ticketId, seen['other'] ?? '']);
  for (const id of [ticketId, seen['other'] ?? ''])
    expect(await kept('tickets', id)).toMatchObject({ status: 'Closed' });
  await emulated.post('/desk/settle', {});
  expect(receiver.seen.map(({ body }) => Object(body[0]).eventType)).toEqual(['Ticket_Update', 'Ticket_Update']);
};
steps['webhooks.get'] = async () => {
  expect(await desk.webhooks.get(seen['webhook'] ?? '')).toMatchObject({ name: 'gateway', isEnabled: true });
};
steps['webhooks.list'] = async () => {
  expect(await desk.webhooks.list()).toMatchObject([{ id: seen['webhook'] }]);
};
steps['webhooks.update'] = async () => {
  await desk.webhooks.update(seen['webhook'] ?? '', { isEnabled: false });
  expect(await kept('webhooks', seen['webhook'] ?? '')).toMatchObject({ isEnabled: false, url: receiver.url });
};
steps['webhooks.delete'] = async () => {
  await desk.webhooks.delete(seen['webhook'] ?? '');
  expect(await emulated.state('desk/webhooks')).toEqual([]);
  await expect(desk.webhooks.delete(seen['webhook'] ?? '')).rejects.toMatchObject({ code: 'not-found' });
};

test.each(Object.entries(steps))('%s', async (_operation, step) => step());

test('no operation is left out', () => {
  expect(Object.keys(steps).sort()).toEqual(methodsOf(desk).sort());
  // What finds by a search alone has no call of its own.
  const sent = methodsOf(desk).filter((method) => method !== 'contacts.findByEmail');
  expect([...called].sort()).toEqual(sent.map((method) => `desk.${method}`).sort());
});
