import { expect, test } from 'vitest';
import { createTestClock } from '../../../../packages/http-kit/testing/test-clock.ts';
import { type FixtureCase, fakeHttp, fixedToken, listingProblems, loadFixture } from '../../testing/fixtures.ts';
import { judgeCase } from '../../testing/judge.ts';
import { createDeskClient, type DeskClient } from './client.ts';
import type { ContactBody } from './contacts.ts';
import type { TicketBody } from './tickets.ts';
import type { DeskWebhookBody } from './webhooks.ts';

const ticketId = '401928000000512034';
const contactId = '401928000000310007';
const departmentId = '401928000000010001';
const email = 'jane.rivera@example.com';

/** Bodies in Desk's own words are handed over as they are. */
const bodyOf = <Body>(name: string): Body => JSON.parse(JSON.stringify(loadFixture('desk', name).request.body));
const create = (name: string) => (desk: DeskClient) => desk.tickets.create(bodyOf<TicketBody>(name));
const createContact = (name: string) => (desk: DeskClient) => desk.contacts.create(bodyOf<ContactBody>(name));
const getTicket = (desk: DeskClient) => desk.tickets.get(ticketId);
const refused = (field: string, problem: string) => ({
  code: 'invalid',
  retryable: false,
  isAmbiguous: false,
  vendorCode: 'INVALID_DATA',
  fields: [{ field, problem }],
});

const ticket = {
  id: ticketId,
  ticketNumber: '10482',
  subject: 'Password reset - Jane Rivera',
  status: 'Open',
  statusType: 'open',
  priority: 'Medium',
  email,
  phone: '+15550100123',
  departmentId,
  contactId,
  assigneeId: null,
  createdAt: new Date('2026-03-02T09:14:07.000Z'),
  closedAt: null,
  isUsable: true,
};
const customFields = {
  cf_salesiq_chat_id: 'chat_7f3a91',
  cf_salesiq_visitor_id: 'visitor_2210',
  cf_workflow_type: 'password_reset',
  cf_automation_source: 'support-gateway',
  cf_gateway_key: '01JD9Z7Q4V5M8K2T6W3X0Y1B2C',
};
const contact = { id: contactId, firstName: 'Jane', lastName: 'Rivera', email, phone: '+15550100123', isUsable: true };
const chatText = 'Customer: I forgot my password\nAssistant: What is your username?';
const comment = {
  id: '401928000000520011',
  content: chatText,
  isPublic: false,
  commenterId: '401928000000020003',
  commenterType: 'agent',
  at: new Date('2026-03-02T09:14:09.000Z'),
};
const thread = {
  id: '401928000000515002',
  channel: 'ONLINE_CHAT',
  direction: 'in',
  isPublic: true,
  status: 'SUCCESS',
  isDescription: true,
  authorType: 'end-user',
  at: new Date('2026-03-02T09:14:07.000Z'),
};
const newToken = { code: 'unauthorised', retryable: false, status: 401 };

const cases: Record<string, FixtureCase<DeskClient>> = {
  'attachment.create.ok': {
    call: (desk) => desk.files.attach(ticketId, { fileName: 'screen.png', contentType: 'image/png', content: 'bytes' }),
    value: { id: '401928000000710009', name: 'screen.png', sizeBytes: 20_480, isPublic: false },
  },
  'comment.create.ok': {
    call: (desk) => desk.comments.add(ticketId, { content: chatText, attachmentIds: [] }),
    value: comment,
  },
  'comment.create.too-long': {
    call: (desk) => desk.comments.add(ticketId, { content: 'x' }),
    error: { ...refused('/content', 'invalid'), status: 422 },
    otherRequest: 'Refused before it is sent; see below.',
  },
  'comment.list.ok': {
    call: (desk) => desk.comments.list(ticketId, { sortBy: '-commentedTime' }).all(),
    value: [{ id: '401928000000520055', isPublic: true, commenterType: 'agent' }, comment],
  },
  'contact.create.duplicate': {
    call: createContact('contact.create.duplicate'),
    error: refused('/email', 'duplicate'),
  },
  'contact.create.missing-lastname': {
    call: createContact('contact.create.missing-lastname'),
    error: refused('/lastName', 'missing'),
  },
  'contact.create.ok': { call: createContact('contact.create.ok'), value: contact },
  'contact.search.lookalike': {
    call: (desk) => desk.contacts.findByEmail(` ${email.toUpperCase()}`),
    value: [],
  },
  'contact.search.none': { call: (desk) => desk.contacts.findByEmail('nobody@example.com'), value: [] },
  'contact.search.ok': { call: (desk) => desk.contacts.search({ email }).all(), value: [contact] },
  'conversation.list.ok': {
    call: (desk) => desk.threads.conversation(ticketId).all(),
    value: [
      { id: thread.id, type: 'thread', thread },
      { id: comment.id, type: 'comment', comment },
    ],
  },
  'departments.list.ok': {
    call: (desk) => desk.portal.departments(),
    value: [
      { id: departmentId, name: 'Support' },
      { id: '401928000000010009', name: 'Callbacks' },
    ],
  },
  'error.empty-401': { call: getTicket, error: { ...newToken, vendorCode: null }, requests: 2 },
  'error.forbidden': { call: getTicket, error: { code: 'forbidden', retryable: false, vendorCode: 'FORBIDDEN' } },
  'error.internal': { call: getTicket, error: { code: 'unavailable', retryable: true, isAmbiguous: false } },
  'error.invalid-oauth': { call: getTicket, error: { ...newToken, vendorCode: 'INVALID_OAUTH' }, requests: 2 },
  'error.license': { call: getTicket, error: { code: 'forbidden', vendorCode: 'LICENSE_ACCESS_LIMITED' } },
  'error.org-mismatch': { call: getTicket, error: { code: 'misconfigured', vendorCode: 'OAUTH_ORG_MISMATCH' } },
  'error.scope-mismatch': {
    call: (desk) => desk.contacts.search({ email }).all(),
    error: { code: 'forbidden', vendorCode: 'SCOPE_MISMATCH', fix: expect.stringContaining('Desk.search.READ') },
  },
  'error.threshold-exceeded': {
    call: getTicket,
    error: { code: 'throttled', retryable: true, retryAfterMs: 5_400_000, vendorCode: 'THRESHOLD_EXCEEDED' },
  },
  'error.too-many-requests': {
    call: getTicket,
    error: { code: 'throttled', retryable: true, retryAfterMs: null, vendorCode: 'TOO_MANY_REQUESTS' },
  },
  'error.unauthorized.no-token': {
    call: (desk) => desk.portal.organizations(),
    error: { ...newToken, vendorCode: 'UNAUTHORIZED' },
    requests: 2,
  },
  'metrics.ok': {
    call: (desk) => desk.tickets.metrics(ticketId),
    value: { firstResponseTime: '00:51 hrs', resolutionTime: '02:10 hrs' },
  },
  'organizations.list.ok': {
    call: (desk) => desk.portal.organizations(),
    value: [{ id: '70041234567', name: 'Example Corp', edition: 'PROFESSIONAL', isDefault: true }],
  },
  'reply.send.email': {
    call: (desk) =>
      desk.threads.reply(ticketId, {
        fromEmailAddress: 'support@example.com',
        to: email,
        content: 'Your reset link has been sent.',
      }),
    value: {
      id: '401928000000515090',
      channel: 'EMAIL',
      direction: 'out',
      status: 'PENDING',
      authorType: 'agent',
      content: 'Your reset link has been sent.',
    },
  },
  'tag.associate.ok': {
    call: (desk) => desk.tags.add(ticketId, ['password', 'salesiq']),
    value: [
      { id: '401928000000700001', name: 'password' },
      { id: '401928000000700002', name: 'salesiq' },
    ],
  },
  'thread.list.ok': { call: (desk) => desk.threads.list(ticketId).all(), value: [thread] },
  'ticket.create.callback': {
    call: create('ticket.create.callback'),
    value: { id: '401928000000512077', ticketNumber: '10483', dueAt: new Date('2026-03-03T08:30:00.000Z') },
  },
  'ticket.create.inline-contact': { call: create('ticket.create.inline-contact'), value: { ...ticket, customFields } },
  'ticket.create.invalid-department': {
    call: create('ticket.create.invalid-department'),
    error: {
      code: 'invalid',
      fields: [
        { field: '/contactId', problem: 'invalid' },
        { field: '/departmentId', problem: 'invalid' },
      ],
    },
  },
  'ticket.create.missing-contact': {
    call: create('ticket.create.missing-contact'),
    error: refused('/contactId', 'missing'),
  },
  'ticket.create.ok': { call: create('ticket.create.ok'), value: { ...ticket, customFields } },
  'ticket.create.unknown-member': {
    call: create('ticket.create.unknown-member'),
    error: { code: 'invalid', retryable: false, vendorCode: 'UNPROCESSABLE_ENTITY' },
  },
  'ticket.get.not-found': {
    call: (desk) => desk.tickets.get('401928000000599999'),
    error: { code: 'not-found', retryable: false, vendorCode: 'URL_NOT_FOUND' },
  },
  'ticket.get.ok': {
    call: (desk) => desk.tickets.get(ticketId, { include: 'contacts,assignee,departments' }),
    value: { ...ticket, customFields },
  },
  'ticket.list.ok': {
    call: (desk) => desk.tickets.list({ departmentId, status: 'Open', sortBy: '-createdTime' }).all(),
    value: [{ ...ticket, customFields: {} }],
  },
  'ticket.search.by-gateway-key': {
    call: (desk) => desk.tickets.search({ customField1: `cf_gateway_key:${customFields.cf_gateway_key}` }).first(2),
    value: [{ ...ticket, customFields }],
  },
  'ticket.search.none': { call: (desk) => desk.tickets.search({ ticketNumber: '999999' }).all(), value: [] },
  'ticket.update.ok': {
    call: (desk) =>
      desk.tickets.update(ticketId, { status: 'On Hold', priority: 'High', assigneeId: '401928000000020003' }),
    value: { id: ticketId, status: 'On Hold', statusType: 'on-hold', priority: 'High' },
  },
  'ticket.update.put-rejected': {
    call: (desk) => desk.tickets.update(ticketId, { status: 'Closed' }),
    error: { code: 'invalid', vendorCode: 'METHOD_NOT_ALLOWED' },
    otherRequest: 'The client changes tickets with PATCH alone.',
  },
  'upload.ok': {
    call: (desk) => desk.files.upload({ fileName: 'transcript.txt', contentType: 'text/plain', content: 'Hello' }),
    value: { id: '401928000000710001', name: 'transcript.txt', sizeBytes: 4_769, isPublic: false },
  },
  'webhook.create.ok': {
    call: (desk) => desk.webhooks.create(bodyOf<DeskWebhookBody>('webhook.create.ok')),
    value: {
      id: '401928000000600001',
      isEnabled: true,
      url: 'https://gateway.example.com/webhooks/desk',
      subscriptions: expect.objectContaining({ Ticket_Delete: null }),
    },
  },
};

const leftOut = {
  'contact.list.unknown-param': 'The client has no list of contacts: their search takes the address.',
  'webhook.validation': 'Desk asks it; the client has no part in it.',
  'webhook.event.ticket-comment-add': 'Its JWT is checked in clients/webhooks; the body is the receiver’s.',
  'webhook.event.ticket-thread-add': 'Its JWT is checked in clients/webhooks; the body is the receiver’s.',
  'webhook.event.ticket-update': 'Its JWT is checked in clients/webhooks; the body is the receiver’s.',
};

test('every fixture is used, or left out for a reason', () => {
  expect(listingProblems('desk', Object.keys(cases), leftOut)).toEqual([]);
});

function bench(name: string) {
  const fixture = loadFixture('desk', name);
  const { http, sent } = fakeHttp(fixture.response);
  const tokens = fixedToken();
  const desk = createDeskClient({
    http,
    baseUrl: 'https://desk.zoho.in/api/v1',
    organizationId: '70041234567',
    tokens,
    canReply: true,
    retry: { attemptsMax: 1 },
    clock: createTestClock(),
  });
  return { desk, sent, fixture, tokens };
}

test.each(Object.entries(cases))('%s', async (name, given) => {
  const { desk, sent, fixture, tokens } = bench(name);
  const outcome = await given.call(desk).catch((caught: unknown) => caught);
  judgeCase(given, { fixture, sent, refused: tokens.refused, outcome });
});

test('a comment that is too long is refused before anything is sent', async () => {
  const { desk, sent } = bench('comment.create.too-long');
  await expect(desk.comments.add(ticketId, { content: 'x'.repeat(32_001) })).rejects.toMatchObject({ code: 'invalid' });
  expect(sent).toEqual([]);
});

test('agents beyond the first ten and the first page are found', async () => {
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ id: String(from + index), name: 'x' }));
  const { http, sent } = fakeHttp({ body: { data: rows(0, 200) } }, { body: { data: rows(200, 3) } });
  const desk = createDeskClient({
    http,
    baseUrl: 'https://desk.zoho.in/api/v1',
    organizationId: '1',
    tokens: fixedToken(),
  });
  expect(await desk.portal.agents('x')).toHaveLength(203);
  expect(sent.map(({ query }) => query)).toEqual([
    { searchStr: 'x', from: '0', limit: '200' },
    { searchStr: 'x', from: '200', limit: '200' },
  ]);
});
