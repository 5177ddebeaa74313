import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Call } from '../../kit/testing/calls.ts';
import { bodyOf, type DeskBench, dataOf, type Fields, startDeskBench } from '../testing/desk-bench.ts';

let bench: DeskBench;
beforeEach(async () => {
  bench = await startDeskBench();
});
afterEach(() => bench.host.close());

const call = (given: Call): Promise<Answer> => bench.ask(given);
const post = (path: string, json: unknown): Promise<Answer> => bench.post(path, json);
const patch = (path: string, json: unknown): Promise<Answer> => bench.patch(path, json);
const open = (fields?: Fields): Promise<string> => bench.open(fields);
const stored = async (collection: string, id: string): Promise<Fields | undefined> =>
  (await bench.rows(`desk/${collection}`)).find((row) => row['id'] === id);

describe('tickets', () => {
  it('changes members, keeps the times of its status and stores all of it', async () => {
    const id = await open();
    const [, agent] = await bench.rows('desk/agents');
    await patch(`/tickets/${id}`, { status: 'On Hold', priority: 'High', assigneeId: agent?.['id'] });
    expect(await stored('tickets', id)).toMatchObject({
      statusType: 'On Hold',
      onholdTime: expect.any(String),
      priority: 'High',
    });
    await patch(`/tickets/${id}`, { status: 'Closed', cf: { cf_workflow_type: 'x' } });
    expect(await stored('tickets', id)).toMatchObject({
      statusType: 'Closed',
      onholdTime: null,
      closedTime: expect.any(String),
    });
    await patch(`/tickets/${id}`, { status: 'Escalated' });
    expect(await stored('tickets', id)).toMatchObject({
      statusType: 'Open',
      closedTime: null,
      cf: { cf_workflow_type: 'x' },
    });
  });

  it.each([
    [{ status: 'Done' }, 422, '/status'],
    [{ priority: 'urgent' }, 422, '/priority'],
    [{ subject: 'x'.repeat(256) }, 422, '/subject'],
    [{ cf: { cf_unknown: 1 } }, 422, '/cf/cf_unknown'],
    [{ uploads: ['1'] }, 422, '/uploads'],
  ])('refuses %o', async (members, status, fieldName) => {
    const id = await open();
    const before = await stored('tickets', id);
    expect(await patch(`/tickets/${id}`, members)).toMatchObject({ status, body: { errors: [{ fieldName }] } });
    expect(await stored('tickets', id)).toEqual(before);
  });

  it('closes many, moves one, and hides what is in the trash', async () => {
    const [one, two] = [await open(), await open()];
    const [, callbacks] = await bench.rows('desk/departments');
    expect(await post('/closeTickets', { ids: [one, two] })).toMatchObject({ status: 200, body: null });
    expect(await post(`/tickets/${one}/move`, { departmentId: callbacks?.['id'] })).toMatchObject({
      status: 200,
      body: null,
    });
    expect(await stored('tickets', one)).toMatchObject({ status: 'Closed', departmentId: callbacks?.['id'] });
    expect((await post('/closeTickets', { ids: ['1'] })).status).toBe(422);
    expect((await post('/tickets/moveToTrash', { ticketIds: [two] })).status).toBe(204);
    expect(dataOf(await call({ path: '/tickets' })).map(({ id }) => id)).toEqual([one]);
    expect(await stored('tickets', two)).toMatchObject({ isTrashed: true });
  });

  it('finds by what it holds, once the index has it', async () => {
    const id = await open({ cf: { cf_gateway_key: 'k1' } });
    const search = (query: Record<string, string>): Promise<Answer> => call({ path: '/tickets/search', query });
    expect((await search({ customField1: 'cf_gateway_key:k1' })).status).toBe(204);
    await bench.advance(2_000);
    await post(`/tickets/${id}/associateTag`, { tags: ['vip customer'] });
    for (const query of [
      { customField1: 'cf_gateway_key:k1' },
      { status: '${OPEN}' },
      { tag: 'vip*' },
      { contactName: 'john doe' },
      { subject: 'hel' },
      { createdTimeRange: '2020-01-01T00:00:00.000Z,2100-01-01T00:00:00.000Z' },
    ] as Record<string, string>[]) {
      expect(dataOf(await search(query)).map((row) => row['id'])).toEqual([id]);
    }
    for (const query of [{ status: '${CLOSED}' }, { tag: 'other' }, { email: 'x@y.zz' }] as Record<string, string>[])
      expect((await search(query)).status).toBe(204);
    expect((await search({ nonsense: '1' })).body).toMatchObject({ errorCode: 'UNPROCESSABLE_ENTITY' });
  });

  it('measures in texts for people', async () => {
    const id = await open();
    await bench.advance(51 * 60_000);
    await bench.signInAgain();
    await bench.control('/desk/agent', { ticketId: id, action: 'reply', text: 'Hello' });
    expect((await call({ path: `/tickets/${id}/metrics` })).body).toMatchObject({
      firstResponseTime: '00:51 hrs',
      threadCount: '2',
    });
  });
});

describe('contacts', () => {
  it('reuses a known address whatever its case, changes, lists the tickets and trashes', async () => {
    const id = await open();
    await open({ contact: { lastName: 'D', email: 'JOHN@company.com' } });
    const [contact, ...others] = await bench.rows('desk/contacts');
    expect(others).toEqual([]);
    const path = `/contacts/${contact?.['id']}`;
    await patch(path, { phone: '1' });
    expect(await stored('contacts', String(contact?.['id']))).toMatchObject({ phone: '1', lastName: 'Doe' });
    expect(dataOf(await call({ path: `${path}/tickets`, query: { sortBy: 'createdTime' } }))[0]?.['id']).toBe(id);
    expect((await post('/contacts/moveToTrash', { contactIds: [contact?.['id']] })).status).toBe(204);
    await bench.advance(2_000);
    expect((await call({ path: '/contacts/search', query: { email: 'john@company.com' } })).status).toBe(204);
  });

  it('refuses a second address only when the portal is set so', async () => {
    const john = { lastName: 'Doe', email: 'john@company.com' };
    expect((await post('/contacts', john)).status).toBe(200);
    expect((await post('/contacts', john)).status).toBe(200);
    await bench.control('/desk/settings', { uniqueContactEmail: true });
    expect((await post('/contacts', john)).body).toMatchObject({
      errors: [{ fieldName: '/email', errorType: 'duplicate' }],
    });
  });
});

describe('comments, threads and replies', () => {
  it('edits and deletes a comment', async () => {
    const id = await open();
    const comment = String(bodyOf(await post(`/tickets/${id}/comments`, { content: 'One', isPublic: false }))['id']);
    expect((await patch(`/tickets/${id}/comments/${comment}`, { content: 'Two', isPublic: true })).status).toBe(200);
    expect(await stored('comments', comment)).toMatchObject({
      content: 'Two',
      isPublic: true,
      modifiedTime: expect.any(String),
    });
    expect((await call({ path: `/tickets/${id}/comments/${comment}` })).body).toMatchObject({ content: 'Two' });
    expect((await call({ method: 'DELETE', path: `/tickets/${id}/comments/${comment}` })).status).toBe(200);
    expect(await stored('comments', comment)).toBeUndefined();
    expect((await call({ path: `/tickets/${id}/comments/${comment}` })).status).toBe(404);
  });

  it('merges threads and comments, and a reply is a thread that went out', async () => {
    const id = await open();
    await bench.advance(1_000);
    await post(`/tickets/${id}/comments`, { content: 'Note' });
    await bench.advance(1_000);
    const mail = { channel: 'EMAIL', fromEmailAddress: 'support@company.com', content: 'Done', ticketStatus: 'Closed' };
    expect((await post(`/tickets/${id}/sendReply`, { ...mail, fromEmailAddress: 'x@y.zz' })).status).toBe(422);
    const reply = await post(`/tickets/${id}/sendReply`, mail);
    expect(reply.body).toMatchObject({ status: 'PENDING', direction: 'out', to: 'john@company.com' });
    const merged = dataOf(await call({ path: `/tickets/${id}/conversations` }));
    expect(merged.map(({ type }) => type)).toEqual(['thread', 'comment', 'thread']);
    const thread = await call({ path: `/tickets/${id}/threads/${String(bodyOf(reply)['id'])}` });
    expect(thread.body).toMatchObject({ status: 'SUCCESS', content: 'Done' });
    expect(await stored('tickets', id)).toMatchObject({ status: 'Closed', threadCount: '2', commentCount: '1' });
    expect(await bench.rows('desk/threads')).toHaveLength(2);
  });
});

describe('tags and files', () => {
  it('adds tags once and removes them', async () => {
    const id = await open();
    await post(`/tickets/${id}/associateTag`, { tags: ['one', 'two'] });
    await post(`/tickets/${id}/associateTag`, { tags: ['two', 'three'] });
    await post(`/tickets/${id}/dissociateTag`, { tags: ['one'] });
    expect(await stored('tickets', id)).toMatchObject({ tags: ['two', 'three'] });
    expect(dataOf(await call({ path: `/tickets/${id}/tags` })).map(({ name }) => name)).toEqual(['two', 'three']);
    for (const tags of [[], ['ab'], ['null'], ['a/b/c'], Array.from({ length: 52 }, (_, index) => `tag${index}`)])
      expect((await post(`/tickets/${id}/associateTag`, { tags })).status).toBe(422);
  });

  const upload = (path: string, text: string): Promise<Answer> =>
    call({
      method: 'POST',
      path,
      headers: { 'content-type': 'multipart/form-data; boundary=b1' },
      raw: `--b1\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\n${text}\r\n--b1--\r\n`,
    });

  it('turns an upload into an attachment of a ticket or a comment, and forgets it after a day', async () => {
    const first = bodyOf(await upload('/uploads', 'hello'));
    expect(first).toMatchObject({ name: 'a.txt', size: '5' });
    const id = await open({ uploads: [first['id']] });
    expect(await bench.rows('desk/uploads')).toEqual([]);
    expect(await stored('attachments', String(first['id']))).toMatchObject({ ticketId: id, name: 'a.txt' });
    const second = bodyOf(await upload('/uploads', 'x'))['id'];
    await bench.advance(86_400_000);
    await bench.signInAgain();
    expect((await post(`/tickets/${id}/comments`, { content: 'c', attachmentIds: [second] })).status).toBe(422);
    const third = bodyOf(await upload('/uploads', 'x'))['id'];
    const comment = await post(`/tickets/${id}/comments`, { content: 'c', attachmentIds: [third] });
    expect(comment.body).toMatchObject({ attachments: [{ id: third }] });
    expect(await stored('tickets', id)).toMatchObject({ attachmentCount: '2' });
  });

  it('attaches, publishes and deletes a file', async () => {
    const id = await open();
    const file = String(bodyOf(await upload(`/tickets/${id}/attachments?isPublic=true`, 'x'))['id']);
    expect(await stored('attachments', file)).toMatchObject({ isPublic: true });
    await patch(`/tickets/${id}/attachments/${file}`, { isPublic: false });
    expect(dataOf(await call({ path: `/tickets/${id}/attachments`, query: { isPublic: 'false' } }))).toHaveLength(1);
    await call({ method: 'DELETE', path: `/tickets/${id}/attachments/${file}` });
    expect(await bench.rows('desk/attachments')).toEqual([]);
    expect((await post('/uploads', {})).status).toBe(415);
  });
});

it('tells about organisation, departments, agents and fields', async () => {
  expect(dataOf(await call({ path: '/organizations' }))).toMatchObject([{ id: '70041234567' }]);
  expect(dataOf(await call({ path: '/departments', query: { searchStr: 'call' } }))).toMatchObject([
    { name: 'Callbacks' },
  ]);
  expect(dataOf(await call({ path: `/departments/${bench.department}/agents` }))).toHaveLength(2);
  const [agent] = dataOf(await call({ path: '/agents', query: { searchStr: 'sarah' } }));
  expect((await call({ path: `/agents/${String(agent?.['id'])}` })).body).toMatchObject({ lastName: 'Johnson' });
  expect((await call({ path: '/myinfo' })).body).toMatchObject({ name: 'Support Gateway' });
  const fields = dataOf(await call({ path: '/organizationFields', query: { module: 'tickets' } }));
  expect(fields.map(({ apiName }) => apiName)).toContain('cf_gateway_key');
});

it('counts credits, and answers 429 with Retry-After when the day has no more', async () => {
  expect((await call({ path: '/organizations' })).headers).toMatchObject({ 'x-rate-limit-remaining-v3': '74999' });
  await bench.control('/desk/settings', { creditsPerDay: 2 });
  const answer = await call({ path: '/tickets' });
  expect(answer).toMatchObject({ status: 429, body: { errorCode: 'THRESHOLD_EXCEEDED' } });
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  await bench.advance(86_400_000);
  await bench.signInAgain();
  expect((await call({ path: '/organizations' })).status).toBe(200);
});

describe('service times', () => {
  const hourMs = 3_600_000;
  const late = async (id: string): Promise<unknown[]> => {
    const row = await stored('tickets', id);
    return [row?.['isResponseOverdue'], row?.['isOverDue']];
  };

  it('tells what is late by the clock, until an agent answers or the ticket is closed', async () => {
    const dueDate = new Date(Date.now() + 5 * hourMs).toISOString();
    const id = await open({ priority: 'High', dueDate });
    expect(await late(id)).toEqual([false, false]);
    await bench.advance(3 * hourMs);
    expect(await late(id)).toEqual([true, false]);
    await bench.control('/desk/agent', { ticketId: id, action: 'reply', text: 'On it' });
    expect(await late(id)).toEqual([false, false]);
    await bench.advance(3 * hourMs);
    expect(await late(id)).toEqual([false, true]);
    await bench.control('/desk/agent', { ticketId: id, action: 'close' });
    expect(await late(id)).toEqual([false, false]);
  });

  it('stands still on hold, and begins anew when the customer writes', async () => {
    const id = await open({ priority: 'High' });
    const due = Date.parse(String((await stored('tickets', id))?.['dueDate']));
    await patch(`/tickets/${id}`, { status: 'On Hold' });
    await bench.advance(10 * hourMs);
    expect(await late(id)).toEqual([false, false]);
    await bench.signInAgain();
    await patch(`/tickets/${id}`, { status: 'Open' });
    const later = Date.parse(String((await stored('tickets', id))?.['dueDate'])) - due;
    expect(later).toBeGreaterThanOrEqual(10 * hourMs);
    expect(later).toBeLessThan(10 * hourMs + 60_000);
    await bench.control('/desk/agent', { ticketId: id, action: 'close' });
    await bench.control('/desk/agent', { ticketId: id, action: 'customer-reply', text: 'Still broken' });
    expect(await stored('tickets', id)).toMatchObject({ status: 'Open', closedTime: null, threadCount: '2' });
    expect(await late(id)).toEqual([false, false]);
    await bench.advance(2 * hourMs + 1);
    expect(await late(id)).toEqual([true, true]);
    expect(await stored('tickets', id)).not.toHaveProperty('isAnswered');
  });
});
