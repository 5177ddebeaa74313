import { type HubSpot, nextId } from './hubspot.ts';
import type { ContactRow } from './rows.ts';

/** A new contact with these properties. */
export const addContact = ({ host, tables, now }: HubSpot, properties: Record<string, string>): ContactRow =>
  tables.contacts.insert({ id: nextId(host, 'contact'), properties, createdAt: now(), updatedAt: now() });
