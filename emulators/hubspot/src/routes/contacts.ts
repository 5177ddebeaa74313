import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { addContact } from '../contact-changes.ts';
import { searchTest } from '../contact-search.ts';
import { type HubSpot, isIndexed } from '../hubspot.ts';
import { pageOf, valuesOf } from '../paging.ts';
import { badMember, conflict, created, notFound, nothing, ok } from '../replies.ts';
import { bodyOf, type Route } from '../route.ts';
import type { ContactRow } from '../rows.ts';
import { isMap, type JsonMap, listOf, mapOf, textOf } from '../values.ts';
import { contactWire, propertyOf } from '../wire.ts';

const read = ['crm.objects.contacts.read'];
const write = ['crm.objects.contacts.write'];
const all = ['/crm/v3/objects/contacts'];
const one = ['/crm/v3/objects/contacts/:contactId'];
/** What a contact shows when no properties are named; a guess. */
const usual = ['createdate', 'email', 'firstname', 'lastmodifieddate', 'lastname'];

/** Contacts (contract hubspot §7, §18). */
export const contactRoutes = (hubspot: HubSpot): Route[] => [
  {
    ...{ name: 'hubspot.contacts.search', method: 'POST', paths: ['/crm/v3/objects/contacts/search'] },
    ...{ section: '7', scopes: read, kind: 'search' },
    handle: (request) => search(hubspot, request),
  },
  {
    ...{ name: 'hubspot.contacts.create', method: 'POST', paths: all, section: '18', scopes: write },
    handle: (request) => create(hubspot, bodyOf(request)),
  },
  {
    ...{ name: 'hubspot.contacts.list', method: 'GET', paths: all, section: '18', scopes: read },
    handle: (request) => {
      const rows = hubspot.tables.contacts.list().map((row) => contactWire(row, namesIn(request)));
      return pageOf(request, rows, { isCounted: false });
    },
  },
  {
    ...{ name: 'hubspot.contacts.get', method: 'GET', paths: one, section: '7', scopes: read },
    handle: onContact(hubspot, (row, request) => ok(contactWire(row, namesIn(request)))),
  },
  {
    ...{ name: 'hubspot.contacts.update', method: 'PATCH', paths: one, section: '18', scopes: write },
    handle: onContact(hubspot, (row, request) => {
      const given = propertiesIn(bodyOf(request));
      if (given === null) return badMember('properties', 'properties must be an object');
      const properties = { ...row.properties, ...given };
      return ok(contactWire(hubspot.tables.contacts.update(row.id, { properties, updatedAt: hubspot.now() })));
    }),
  },
  {
    ...{ name: 'hubspot.contacts.delete', method: 'DELETE', paths: one, section: '18', scopes: write },
    handle: onContact(hubspot, (row) => {
      hubspot.tables.contacts.remove(row.id);
      return nothing;
    }),
  },
];

function namesIn({ query }: EmulatorRequest): string[] {
  const names = valuesOf(query, 'properties').flatMap((value) => value.split(','));
  return names.length === 0 ? usual : names;
}

const onContact =
  (hubspot: HubSpot, handle: (row: ContactRow, request: EmulatorRequest) => EmulatorReply) =>
  (request: EmulatorRequest): EmulatorReply => {
    const key = request.params['contactId'] ?? '';
    const { idProperty } = request.query;
    const row =
      idProperty === undefined
        ? hubspot.tables.contacts.get(key)
        : hubspot.tables.contacts.find((one) => propertyOf(one, idProperty)?.toLowerCase() === key.toLowerCase());
    return row === undefined ? notFound() : handle(row, request);
  };

function propertiesIn(body: JsonMap): Record<string, string> | null {
  if (!isMap(body['properties'])) return null;
  return Object.fromEntries(Object.entries(body['properties']).map(([name, value]) => [name, textOf(value)]));
}

/** A second contact with an e-mail address is refused; the words are a guess. */
function create(hubspot: HubSpot, body: JsonMap): EmulatorReply {
  const properties = propertiesIn(body);
  if (properties === null) return badMember('properties', 'properties must be an object');
  const email = properties['email']?.toLowerCase();
  const known = hubspot.tables.contacts.find(
    (row) => email !== undefined && row.properties['email']?.toLowerCase() === email,
  );
  if (known !== undefined) return conflict(`Contact already exists. Existing ID: ${known.id}`);
  return created(contactWire(addContact(hubspot, properties)));
}

function search(hubspot: HubSpot, request: EmulatorRequest): EmulatorReply {
  const body = bodyOf(request);
  const isMeant = searchTest(body);
  const names = listOf(body['properties']).map(textOf);
  const rows = hubspot.tables.contacts.list().filter((row) => isIndexed(hubspot, row.updatedAt) && isMeant(row));
  const [sort] = listOf(body['sorts']);
  const paged = { ...request, query: { limit: textOf(body['limit']) || '10', after: textOf(body['after']) } };
  return pageOf(
    paged,
    inOrder(rows, sort).map((row) => contactWire(row, names.length === 0 ? usual : names)),
  );
}

/** `name`, `-name` or `{propertyName, direction}`. */
function inOrder(rows: ContactRow[], sort: unknown): ContactRow[] {
  const given = typeof sort === 'string' ? sort.replace(/^-/, '') : textOf(mapOf(sort)['propertyName']);
  if (given === '') return rows;
  const isBackwards = typeof sort === 'string' ? sort.startsWith('-') : mapOf(sort)['direction'] === 'DESCENDING';
  const value = (row: ContactRow): string => propertyOf(row, given) ?? '';
  return [...rows].sort((left, right) => (isBackwards ? -1 : 1) * value(left).localeCompare(value(right)));
}
