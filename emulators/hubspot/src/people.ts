import { type HubSpot, nextId } from './hubspot.ts';
import { isSameIdentifier } from './identifiers.ts';
import type { ContactRow, Identifier } from './rows.ts';
import { type JsonMap, present } from './values.ts';
import { agentActor, contactName } from './wire.ts';

const digitsOf = (text = ''): string => text.replace(/\D/g, '');

/** The contact with this phone number or e-mail address (contract hubspot §6.2). */
function contactWith({ tables }: HubSpot, { type, value }: Identifier): ContactRow | undefined {
  if (type === 'HS_EMAIL_ADDRESS')
    return tables.contacts.find(({ properties }) => properties['email']?.toLowerCase() === value);
  if (type !== 'HS_PHONE_NUMBER') return undefined;
  const digits = digitsOf(value);
  return tables.contacts.find(({ properties }) =>
    [properties['phone'], properties['mobilephone']].some((number) => digitsOf(number) === digits),
  );
}

/** Who writes: the contact that HubSpot finds, or else a visitor. Returns the id behind `V-`. */
export function personWith(hubspot: HubSpot, identifier: Identifier, name: string | null): string {
  const contact = contactWith(hubspot, identifier);
  if (contact !== undefined) return contact.id;
  const { visitors } = hubspot.tables;
  const known = visitors.find((row) => isSameIdentifier(row.identifier, identifier));
  if (known !== undefined) return known.id;
  return visitors.insert({ id: nextId(hubspot.host, 'contact'), name, identifier }).id;
}

/** An actor as `GET /actors` shows it; undefined when nobody has this id (contract hubspot §7). */
export function actorWith(hubspot: HubSpot, actorId: string): JsonMap | undefined {
  const [, prefix = '', id = ''] = /^([AVIBSL])-(.+)$/.exec(actorId) ?? [];
  switch (prefix) {
    case 'A': {
      const agent = hubspot.tables.agents.get(id);
      return agent === undefined ? undefined : agentActor(agent);
    }
    case 'V':
      return visitorWith(hubspot, id);
    case 'I':
      return id === hubspot.app().id ? { id: actorId, type: 'INTEGRATOR', name: hubspot.app().name } : undefined;
    case 'S':
      return { id: actorId, type: 'SYSTEM' };
    default:
      return undefined;
  }
}

function visitorWith({ tables }: HubSpot, id: string): JsonMap | undefined {
  const contact = tables.contacts.get(id);
  const shared = { id: `V-${id}`, type: 'VISITOR' };
  if (contact !== undefined)
    return { ...shared, ...present({ name: contactName(contact) || null, email: contact.properties['email'] }) };
  const visitor = tables.visitors.get(id);
  return visitor === undefined ? undefined : { ...shared, ...present({ name: visitor.name }) };
}

export const nameOf = (hubspot: HubSpot, actorId: string): string | null => {
  const name = actorWith(hubspot, actorId)?.['name'];
  return typeof name === 'string' ? name : null;
};
