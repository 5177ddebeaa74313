import type { Desk } from './desk.ts';
import { claimUploads } from './files.ts';
import { idsOf, mapOf, textOr } from './replies.ts';
import type { ContactRow, ThreadRow, TicketRow } from './rows.ts';
import { respondBy, thawed } from './sla.ts';
import { addThread } from './thread-changes.ts';
import { statusTypes } from './ticket-rules.ts';
import { ticketContact, ticketWire } from './ticket-wire.ts';

/** A ticket with its description thread; an inline contact with a known address is reused (contract zoho-desk §4.1). */
export function openTicket(desk: Desk, body: Record<string, unknown>): TicketRow {
  const { host, tables } = desk;
  const contact = contactOf(desk, body);
  const now = desk.now();
  const dueBy = respondBy(body['priority'], now);
  const { contact: _contact, uploads, ...given } = body;
  const status = textOr(body['status'], 'Open');
  const statusType = statusTypes[status] ?? 'Open';
  const row = tables.tickets.insert({
    ...given,
    id: host.nextId(),
    ticketNumber: String(host.counter('desk-ticket', 1001)),
    subject: String(body['subject']),
    description: textOr(body['description'], null),
    status,
    statusType,
    priority: textOr(body['priority'], null),
    channel: textOr(body['channel'], 'Web'),
    email: textOr(body['email'], contact.email),
    phone: textOr(body['phone'], contact.phone),
    departmentId: String(body['departmentId']),
    contactId: contact.id,
    assigneeId: textOr(body['assigneeId'], null),
    createdTime: now,
    modifiedTime: now,
    createdBy: desk.agent().id,
    modifiedBy: desk.agent().id,
    closedTime: statusType === 'Closed' ? now : null,
    onholdTime: statusType === 'On Hold' ? now : null,
    customerResponseTime: now,
    dueDate: textOr(body['dueDate'], dueBy),
    responseDueDate: dueBy,
    isTrashed: false,
    cf: mapOf(body['cf']),
    tags: [],
  });
  describe(desk, row, contact);
  claimUploads(desk, idsOf(uploads), row.id);
  desk.publish({ type: 'Ticket_Add', departmentId: row.departmentId, payload: eventPayload(desk, row) });
  return row;
}

function describe(desk: Desk, row: TicketRow, contact: ContactRow): void {
  if (row.description === null) return;
  const name = [contact.firstName, contact.lastName].filter((part) => part !== null).join(' ');
  addThread(desk, row, {
    channel: row.channel === 'Chat' ? 'ONLINE_CHAT' : row.channel.toUpperCase(),
    direction: 'in',
    content: row.description,
    contentType: 'text/html',
    isDescriptionThread: true,
    author: { id: contact.id, name, email: contact.email, type: 'END_USER', photoURL: null },
  });
}

/** Changes members, keeps the times that follow from the status, and tells the webhooks what was there before. */
export function changeTicket(desk: Desk, row: TicketRow, body: Record<string, unknown>): TicketRow {
  const { uploads, contact: _contact, cf, ...members } = body;
  const now = desk.now();
  const status = textOr(body['status'], row.status);
  const statusType = statusTypes[status] ?? 'Open';
  const hasMoved = statusType !== row.statusType;
  const changed = desk.tables.tickets.update(row.id, {
    ...(hasMoved ? thawed(row, now) : {}),
    ...members,
    status,
    statusType,
    cf: { ...row.cf, ...mapOf(cf) },
    modifiedTime: now,
    modifiedBy: desk.agent().id,
    ...(hasMoved
      ? { closedTime: statusType === 'Closed' ? now : null, onholdTime: statusType === 'On Hold' ? now : null }
      : {}),
  });
  claimUploads(desk, idsOf(uploads), row.id);
  const names = Object.keys(changed).filter((name) => JSON.stringify(changed[name]) !== JSON.stringify(row[name]));
  desk.publish({
    type: 'Ticket_Update',
    departmentId: changed.departmentId,
    payload: eventPayload(desk, changed),
    previous: Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
  });
  return changed;
}

/** The customer writes again: the ticket is open once more, and an answer is due (contract zoho-desk §9). */
export function customerReplies(desk: Desk, row: TicketRow, content: string): ThreadRow {
  const { contacts, tickets } = desk.tables;
  if (row.status !== 'Open') changeTicket(desk, row, { status: 'Open' });
  const now = desk.now();
  const ticket = tickets.update(row.id, {
    customerResponseTime: now,
    responseDueDate: respondBy(row.priority, now),
    isAnswered: false,
  });
  const contact = contacts.get(row.contactId);
  const name = [contact?.firstName, contact?.lastName].filter((part) => typeof part === 'string').join(' ');
  const author = { id: row.contactId, name, email: row.email, type: 'END_USER', photoURL: null } as const;
  return addThread(desk, ticket, { channel: 'EMAIL', direction: 'in', content, contentType: 'text/html', author });
}

export function trashTicket(desk: Desk, row: TicketRow): void {
  desk.tables.tickets.update(row.id, { isTrashed: true });
  desk.publish({ type: 'Ticket_Delete', departmentId: row.departmentId, payload: { id: row.id } });
}

function eventPayload({ tables }: Desk, row: TicketRow): Record<string, unknown> {
  const { mobile, type, ...contact } = { ...ticketContact(tables, row) };
  return { ...ticketWire(tables, row), contact };
}

function contactOf(desk: Desk, body: Record<string, unknown>): ContactRow {
  const { contacts } = desk.tables;
  const known = contacts.get(textOr(body['contactId'], ''));
  const { lastName, firstName, email } = mapOf(body['contact']);
  const address = textOr(email, null);
  const sameAddress = contacts.find(
    (row) => address !== null && !row.isTrashed && row.email?.toLowerCase() === address.toLowerCase(),
  );
  const phone = textOr(body['phone'], null);
  return known ?? sameAddress ?? addContact(desk, { lastName: lastName ?? address, firstName, email: address, phone });
}

/** A new contact, as `POST /contacts` and an inline contact make it. */
export function addContact(desk: Desk, body: Record<string, unknown>): ContactRow {
  const now = desk.now();
  const row = desk.tables.contacts.insert({
    ...body,
    id: desk.host.nextId(),
    lastName: String(body['lastName'] ?? ''),
    firstName: textOr(body['firstName'], null),
    email: textOr(body['email'], null),
    phone: textOr(body['phone'], null),
    ownerId: textOr(body['ownerId'], desk.agent().id),
    createdTime: now,
    modifiedTime: now,
    isTrashed: false,
    cf: mapOf(body['cf']),
  });
  desk.publish({ type: 'Contact_Add', departmentId: null, payload: { ...row } });
  return row;
}
