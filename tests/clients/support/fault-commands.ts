import type { RetryClass } from '@baton/http-kit';
import type { Emulated } from './emulated.ts';

export type Target = ReturnType<Emulated['clients']> & {
  ids: Record<
    'chatId' | 'departmentId' | 'ticketId' | 'leadId' | 'visitorId' | 'appId' | 'salesiqDepartmentId',
    string
  >;
};

export type Command = {
  name: string;
  vendor: 'salesiq' | 'desk' | 'crm';
  /** What the contracts allow, apart from what the clients think. */
  retryClass: RetryClass;
  /** Where one row with the marker is left behind by one call, and no more by any number of them. */
  collection?: string;
  /** Whether the marker is in what is sent. */
  hasMarker: boolean;
  run(target: Target, marker: string): Promise<unknown>;
};

const make = (
  vendor: Command['vendor'],
  retryClass: RetryClass,
  commands: Record<string, [run: Command['run'], collection?: string]>,
): Command[] =>
  Object.entries(commands).map(([name, [run, collection]]) => ({
    name: `${vendor} ${name}`,
    vendor,
    retryClass,
    hasMarker: run.length > 1,
    run,
    ...(collection === undefined ? {} : { collection }),
  }));

const mail = (marker: string): string => `${marker}@example.com`;

/** Calls of all clients and of all kinds. */
export const commands: readonly Command[] = [
  ...make('salesiq', 'unsafe', {
    open: [
      ({ portal, ids }, marker) =>
        portal.visitorApi.open({
          appId: ids.appId,
          departmentId: ids.salesiqDepartmentId,
          question: marker,
          visitor: { userId: 'v@example.com' },
        }),
      'salesiq/conversations',
    ],
    send: [({ portal, ids }, marker) => portal.chats.send(ids.chatId, { text: marker }), 'salesiq/messages'],
    'plain send': [({ plain, ids }, marker) => plain.chats.send(ids.chatId, { text: marker }), 'salesiq/messages'],
    'visitor send': [({ portal, ids }, marker) => portal.visitorApi.send(ids.chatId, marker), 'salesiq/messages'],
    operator: [
      ({ portal, ids }, marker) => {
        const person = { name: 'x', email: mail(marker), role: 'agent' as const };
        return portal.operators.create({ ...person, departmentId: ids.salesiqDepartmentId });
      },
      'salesiq/operators',
    ],
    tag: [
      ({ portal }, marker) => portal.tags.create({ name: marker, color: '#fff', module: 'conversations' }),
      'salesiq/tags',
    ],
    webhook: [
      ({ plain }, marker) => plain.webhooks.create({ url: `http://127.0.0.1:9/${marker}`, events: ['chat.missed'] }),
      'salesiq/webhooks',
    ],
  }),
  ...make('salesiq', 'idempotent', {
    'custom info': [({ portal, ids }, marker) => portal.chats.setCustomInfo(ids.chatId, { mark: marker })],
    'visitor change': [({ plain, ids }, marker) => plain.visitors.update(ids.visitorId, { company: marker })],
  }),
  ...make('salesiq', 'read', {
    chat: [({ portal, ids }) => portal.chats.get(ids.chatId)],
    'chat search': [({ portal }) => portal.chats.list({ status: 'active' }).first(5)],
    transcript: [({ plain, ids }) => plain.chats.transcript(ids.chatId).first(5)],
  }),
  ...make('desk', 'unsafe', {
    ticket: [
      ({ desk, ids }, marker) =>
        desk.tickets.create({ subject: marker, departmentId: ids.departmentId, contact: { lastName: 'Rivera' } }),
      'desk/tickets',
    ],
    contact: [({ desk }, marker) => desk.contacts.create({ lastName: marker }), 'desk/contacts'],
    comment: [({ desk, ids }, marker) => desk.comments.add(ids.ticketId, { content: marker }), 'desk/comments'],
    reply: [
      ({ desk, ids }, marker) =>
        desk.threads.reply(ids.ticketId, {
          fromEmailAddress: 'support@company.com',
          to: 'a@b.example',
          content: marker,
        }),
      'desk/threads',
    ],
    attachment: [
      ({ desk, ids }, marker) =>
        desk.files.attach(ids.ticketId, {
          fileName: `${marker}.txt`,
          content: async function* () {
            yield Buffer.from(marker);
          },
        }),
      'desk/attachments',
    ],
  }),
  ...make('desk', 'idempotent', {
    change: [({ desk, ids }, marker) => desk.tickets.update(ids.ticketId, { subject: marker })],
    tags: [({ desk, ids }, marker) => desk.tags.add(ids.ticketId, [marker])],
    upload: [({ desk }, marker) => desk.files.upload({ fileName: 'x.txt', content: marker })],
  }),
  ...make('desk', 'read', {
    'ticket read': [({ desk, ids }) => desk.tickets.get(ids.ticketId)],
    'ticket search': [({ desk }) => desk.tickets.search({ subject: 'x' }).first(3)],
    conversation: [({ desk, ids }) => desk.threads.conversation(ids.ticketId).first(3)],
  }),
  ...make('crm', 'unsafe', {
    insert: [({ crm }, marker) => crm.records.insert('Leads', [{ Last_Name: marker }]), 'crm/leads'],
    note: [({ crm, ids }, marker) => crm.notes.add('Leads', ids.leadId, { title: 'x', content: marker }), 'crm/notes'],
  }),
  ...make('crm', 'idempotent', {
    upsert: [
      ({ crm }, marker) =>
        crm.records.upsert('Leads', [{ Last_Name: 'x', Email: mail(marker) }], { duplicateCheckFields: ['Email'] }),
      'crm/leads',
    ],
    update: [({ crm, ids }, marker) => crm.records.update('Leads', ids.leadId, { fields: { Company: marker } })],
  }),
  ...make('crm', 'read', {
    'lead search': [({ crm }) => crm.records.search('Leads', { word: 'xx' }).first(3)],
    coql: [({ crm }) => crm.coql("select id from Leads where Email = 'a@b.example' limit 0, 3")],
  }),
];
