import { flag, type InferShape, listOf, mapOf, oneOf, optional, record, text } from '@baton/emulator-kit';
import { addComment } from './comment-changes.ts';
import type { Desk } from './desk.ts';
import { addContact, changeTicket, openTicket } from './ticket-changes.ts';

/** The one address replies may be sent from. */
export const supportAddress = 'support@company.com';

/** What a help desk begins with. Departments and agents left out are those of the demo. */
export const deskSeed = record({
  departments: listOf(text),
  agents: listOf(record({ firstName: optional(text), lastName: text, email: text })),
  contacts: listOf(record({ firstName: optional(text), lastName: text, email: optional(text), phone: optional(text) })),
  tickets: listOf(
    record({
      subject: text,
      /** E-mail of a contact above. */
      contact: text,
      /** Name; the first department when absent. */
      department: optional(text),
      description: optional(text),
      status: optional(oneOf(['Open', 'On Hold', 'Escalated', 'Closed'])),
      priority: optional(oneOf(['High', 'Medium', 'Low'])),
      channel: optional(text),
      tags: listOf(text),
      customFields: mapOf,
      comments: listOf(record({ text, isPublic: optional(flag) })),
    }),
  ),
});
export type DeskSeed = InferShape<typeof deskSeed>;

const demoDepartments = ['Support', 'Callbacks'];
const demoAgents: DeskSeed['agents'] = [
  { firstName: 'Support', lastName: 'Gateway', email: 'gateway@company.com' },
  { firstName: 'Sarah', lastName: 'Johnson', email: 'sarah.johnson@company.com' },
];

/** What a ticket names but the seed does not hold, one line each. */
export function findDeskGaps({ departments, contacts, tickets }: DeskSeed): string[] {
  const names = departmentsOf(departments);
  const emails = contacts.map(({ email }) => email);
  return tickets.flatMap(({ contact, department }, index) => [
    ...(emails.includes(contact) ? [] : [`desk.tickets[${index}].contact must be the email of one of desk.contacts`]),
    ...(department === undefined || names.includes(department)
      ? []
      : [`desk.tickets[${index}].department must be one of ${names.join(', ')}`]),
  ]);
}

const departmentsOf = (given: string[]): string[] => (given.length > 0 ? given : demoDepartments);

/**
 * Fills a new portal; the first agent is the one whose token the gateway uses. All of it is a day old, so that searches find it at
 * once.
 */
export function plantPortal(desk: Desk, seed: DeskSeed | null): void {
  desk.host.clock.skewed(-86_400_000, () => {
    const { departments, agents } = desk.tables;
    const createdTime = desk.now();
    for (const name of departmentsOf(seed?.departments ?? []))
      departments.insert({ id: desk.host.nextId(), name, isEnabled: true, createdTime });
    const departmentIds = departments.list().map(({ id }) => id);
    const wanted = seed === null || seed.agents.length === 0 ? demoAgents : seed.agents;
    for (const { firstName = '', lastName, email } of wanted)
      agents.insert({ id: desk.host.nextId(), firstName, lastName, email, departmentIds });
    if (seed !== null) plantTickets(desk, seed);
  });
}

function plantTickets(desk: Desk, { contacts, tickets }: DeskSeed): void {
  const { departments } = desk.tables;
  for (const contact of contacts) addContact(desk, contact);
  for (const { contact, department, tags, customFields, comments, status, ...given } of tickets) {
    const place = departments.find(({ name }) => name === department) ?? departments.list()[0];
    const person = desk.tables.contacts.find(({ email }) => email === contact);
    const row = openTicket(desk, { ...given, departmentId: place?.id, contactId: person?.id, cf: customFields });
    desk.tables.tickets.update(row.id, { tags });
    for (const { text: content, isPublic = false } of comments)
      addComment(desk, row, { content, contentType: 'plainText', isPublic, attachmentIds: [], author: desk.agent() });
    if (status !== undefined && status !== 'Open') changeTicket(desk, row, { status });
  }
}
