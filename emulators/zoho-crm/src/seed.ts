import { flag, type InferShape, listOf, mapOf, optional, record, text } from '@baton/emulator-kit';
import { type Crm, type ModuleName, stamp } from './rows.ts';

const person = {
  firstName: optional(text),
  lastName: text,
  email: optional(text),
  secondaryEmail: optional(text),
  phone: optional(text),
  company: optional(text),
  /** More fields under their API names. */
  fields: mapOf,
};

/** Records to begin with. */
export const crmSeed = record({
  contacts: listOf(record(person)),
  leads: listOf(record({ ...person, converted: optional(flag) })),
});
export type CrmSeed = InferShape<typeof crmSeed>;
type Person = CrmSeed['contacts'][number];

/** The one customer of the demo. */
const demo: CrmSeed = {
  contacts: [
    {
      firstName: 'John',
      lastName: 'Doe',
      email: 'john@company.com',
      secondaryEmail: undefined,
      phone: '555-1234',
      company: 'Company Inc',
      fields: {},
    },
  ],
  leads: [],
};

/** Records that are a day old, so that searches find them at once. */
export function plantRecords(crm: Crm, seed: CrmSeed | null): void {
  const { contacts, leads } = seed ?? demo;
  const companies = new Map<string, { name: string; id: string }>();
  const accountOf = (name: string): { name: string; id: string } => {
    const known = companies.get(name) ?? { name, id: crm.host.nextId() };
    companies.set(name, known);
    return known;
  };
  for (const contact of contacts) {
    const company = contact.company === undefined ? null : accountOf(contact.company);
    add(crm, 'Contacts', { person: contact, more: { Account_Name: company } });
  }
  for (const lead of leads)
    add(crm, 'Leads', { person: lead, more: { Company: lead.company ?? null, Converted: lead.converted === true } });
}

const dayMs = 86_400_000;

function add(crm: Crm, module: ModuleName, { person, more }: { person: Person; more: object }): void {
  const yesterday = stamp(new Date(crm.host.clock.now().getTime() - dayMs));
  crm.records[module].insert({
    id: crm.host.nextId(),
    First_Name: person.firstName ?? null,
    Last_Name: person.lastName,
    Email: person.email ?? null,
    Secondary_Email: person.secondaryEmail ?? null,
    Phone: person.phone ?? null,
    ...more,
    ...person.fields,
    Created_Time: yesterday,
    Modified_Time: yesterday,
  });
}
