import type { EmulatorReply } from '@baton/emulator-kit';
import type { Desk } from './desk.ts';
import { findUpload } from './files.ts';
import { type FieldProblem, idsOf, invalidFields, mapOf, refuseExtraMembers } from './replies.ts';
import { labels } from './ticket-wire.ts';

const ticketMembers = [
  ...['subject', 'departmentId', 'contactId', 'contact', 'description', 'email', 'phone', 'priority', 'status'],
  ...['channel', 'classification', 'category', 'subCategory', 'language', 'assigneeId', 'teamId', 'productId'],
  ...['accountId', 'layoutId', 'secondaryContacts', 'entitySkills', 'uploads', 'dueDate', 'cf'],
];

/** The portal's statuses and what they mean (contract zoho-desk §4.2). */
export const statusTypes: Record<string, 'Open' | 'On Hold' | 'Closed'> = {
  Open: 'Open',
  'On Hold': 'On Hold',
  Escalated: 'Open',
  Closed: 'Closed',
};
export const priorities = ['High', 'Medium', 'Low'];

const lengths: Record<string, number> = { subject: 255, description: 65_535, email: 150, phone: 120 };

/** What is wrong with the members that are there, whether the ticket is new or not; the first kind of problem wins. */
export function findTicketProblem(desk: Desk, body: Record<string, unknown>, isNew: boolean): EmulatorReply | null {
  const extra = refuseExtraMembers(body, ticketMembers);
  if (extra !== null) return extra;
  const problems = [...(isNew ? missing(body) : []), ...wrong(desk, body)];
  const sorted = problems.sort((left, right) => left.field.localeCompare(right.field));
  return sorted.length === 0 ? null : invalidFields(sorted);
}

function missing(body: Record<string, unknown>): FieldProblem[] {
  const contact = mapOf(body['contact']);
  const hasContact = typeof contact['lastName'] === 'string' || typeof contact['email'] === 'string';
  const absent = [
    ...(typeof body['subject'] !== 'string' || body['subject'] === '' ? ['subject'] : []),
    ...(body['departmentId'] === undefined ? ['departmentId'] : []),
    ...(body['contactId'] === undefined && !hasContact ? ['contactId'] : []),
  ];
  return absent.map((field) => ({ field, type: 'missing' }));
}

function wrong(desk: Desk, body: Record<string, unknown>): FieldProblem[] {
  const { tables } = desk;
  const isUnknown = (name: string, rows: { get(id: string): unknown }): boolean =>
    body[name] !== undefined && body[name] !== null && rows.get(String(body[name])) === undefined;
  const isOutside = (name: string, values: string[]): boolean =>
    body[name] !== undefined && body[name] !== null && !values.includes(String(body[name]));
  const fields = [
    ...Object.entries(lengths).flatMap(([name, max]) => (String(body[name] ?? '').length > max ? [name] : [])),
    ...(isUnknown('departmentId', tables.departments) ? ['departmentId'] : []),
    ...(isUnknown('contactId', tables.contacts) ? ['contactId'] : []),
    ...(isUnknown('assigneeId', tables.agents) ? ['assigneeId'] : []),
    ...(isOutside('priority', priorities) ? ['priority'] : []),
    ...(isOutside('status', Object.keys(statusTypes)) ? ['status'] : []),
    ...(idsOf(body['uploads']).some((id) => findUpload(desk, id) === undefined) ? ['uploads'] : []),
    ...Object.keys(mapOf(body['cf'])).flatMap((name) => (labels[name] === undefined ? [`cf/${name}`] : [])),
  ];
  return fields.map((field) => ({ field, type: 'invalid' }));
}
