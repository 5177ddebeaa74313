import type { EmulatorHost, EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { bodyOf, invalid, ok } from './replies.ts';
import type { DeskContactRow, DeskTables, DeskTicketRow } from './rows.ts';

const known = new Set([
  'subject',
  'departmentId',
  'contactId',
  'contact',
  'description',
  'email',
  'phone',
  'priority',
  'status',
  'channel',
  'classification',
  'category',
  'subCategory',
  'language',
  'assigneeId',
  'teamId',
  'productId',
  'accountId',
  'layoutId',
  'secondaryContacts',
  'entitySkills',
  'uploads',
  'dueDate',
  'cf',
]);
const customFields = new Set([
  'cf_gateway_key',
  'cf_salesiq_chat_id',
  'cf_salesiq_visitor_id',
  'cf_workflow_type',
  'cf_automation_source',
  'cf_callback_at',
]);
const priorities = new Set(['High', 'Medium', 'Low']);
const hoursToRespond: Record<string, number> = { High: 2, Medium: 4, Low: 8 };

/** Creates a ticket by the rules of contract zoho-desk §4.1; an inline contact with a known address is reused. */
export function createTicket(host: EmulatorHost, tables: DeskTables, request: EmulatorRequest): EmulatorReply {
  const body = bodyOf(request);
  const problem = findProblem(tables, body);
  if (problem !== null) return problem;
  const contact = findOrCreateContact(host, tables, body);
  if (contact === null) return invalid('contactId', 'missing');
  const now = host.clock.now().toISOString();
  const due = new Date(
    host.clock.now().getTime() + (hoursToRespond[String(body['priority'])] ?? 4) * 3_600_000,
  ).toISOString();
  const row: DeskTicketRow = {
    id: host.nextId(),
    ticketNumber: String(host.counter('desk-ticket', 1001)),
    subject: String(body['subject']),
    description: body['description'] ?? null,
    status: body['status'] ?? 'Open',
    statusType: 'Open',
    priority: body['priority'] ?? null,
    channel: body['channel'] ?? 'Web',
    email: typeof body['email'] === 'string' ? body['email'] : contact.email,
    phone: body['phone'] ?? contact.phone,
    departmentId: String(body['departmentId']),
    contactId: contact.id,
    assigneeId: null,
    createdTime: now,
    modifiedTime: now,
    closedTime: null,
    customerResponseTime: now,
    dueDate: body['dueDate'] ?? due,
    responseDueDate: due,
    threadCount: '1',
    commentCount: '0',
    webUrl: null,
    cf: typeof body['cf'] === 'object' && body['cf'] !== null ? Object.fromEntries(Object.entries(body['cf'])) : {},
    tags: [],
  };
  tables.tickets.insert(row);
  return ok(toWire(row));
}

/** A ticket as the API shows it; tags have their own call. */
export function toWire({ tags: _tags, ...row }: DeskTicketRow): Record<string, unknown> {
  return row;
}

/** List items carry neither description nor custom fields (contract zoho-desk §4.3). */
export function toListItem(row: DeskTicketRow): Record<string, unknown> {
  const { cf: _cf, description: _description, modifiedTime: _modifiedTime, ...rest } = toWire(row);
  return rest;
}

function findProblem(tables: DeskTables, body: Record<string, unknown>): EmulatorReply | null {
  const unknown = Object.keys(body).find((name) => !known.has(name));
  if (unknown !== undefined) return invalid(unknown, 'invalid');
  const { subject, departmentId, priority, cf } = body;
  if (typeof subject !== 'string' || subject === '') return invalid('subject', 'missing');
  if (subject.length > 255) return invalid('subject', 'invalid');
  if (departmentId === undefined) return invalid('departmentId', 'missing');
  if (tables.departments.get(String(departmentId)) === undefined) return invalid('departmentId', 'invalid');
  if (priority !== undefined && !priorities.has(String(priority))) return invalid('priority', 'invalid');
  const unknownField = Object.keys(typeof cf === 'object' && cf !== null ? cf : {}).find(
    (name) => !customFields.has(name),
  );
  return unknownField === undefined ? null : invalid(`cf/${unknownField}`, 'invalid');
}

function findOrCreateContact(
  host: EmulatorHost,
  tables: DeskTables,
  body: Record<string, unknown>,
): DeskContactRow | null {
  if (typeof body['contactId'] === 'string') return tables.contacts.get(body['contactId']) ?? null;
  const contact = body['contact'];
  if (typeof contact !== 'object' || contact === null) return null;
  const { lastName, firstName, email } = Object.fromEntries(Object.entries(contact));
  if (typeof lastName !== 'string' && typeof email !== 'string') return null;
  const address = typeof email === 'string' ? email : null;
  const existing =
    address === null ? undefined : tables.contacts.find((row) => row.email?.toLowerCase() === address.toLowerCase());
  return (
    existing ??
    tables.contacts.insert({
      id: host.nextId(),
      lastName: typeof lastName === 'string' ? lastName : (address ?? ''),
      firstName: typeof firstName === 'string' ? firstName : null,
      email: address,
      phone: typeof body['phone'] === 'string' ? body['phone'] : null,
      createdTime: host.clock.now().toISOString(),
    })
  );
}
