import { type CallOptions, defined, list, map, text, textOrEmpty, withId } from '@baton/http-kit';
import type { HubSpotContext } from './context.ts';
import { fixedVersions } from './versions.ts';

export type HubSpotContact = {
  id: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  phone: string | null;
  mobilePhone: string | null;
  properties: Record<string, unknown>;
  raw: unknown;
};

export type NewContact = { email?: string; firstname?: string; lastname?: string; phone?: string };

const path = `/crm/${fixedVersions.crm}/objects/contacts`;
/** Two, so that it shows when one alone is not meant. */
const matchesMax = 2;
const names = ['email', 'firstname', 'lastname', 'phone'];

/** Contacts (contract hubspot §7). New and changed ones take seconds until a search finds them. */
export const createContacts = (context: HubSpotContext) => {
  const search = async (filters: Filter[], properties: string[], options?: CallOptions): Promise<HubSpotContact[]> => {
    const answer = await context.call({
      operation: 'contacts.search',
      method: 'POST',
      path: `${path}/search`,
      json: {
        filterGroups: filters.map((filter) => ({ filters: [filter] })),
        properties,
        sorts: [],
        limit: matchesMax,
        after: '0',
      },
      retryClass: 'read',
      isSearch: true,
      options,
    });
    return list(answer, 'results').map(toContact);
  };
  return {
    /**
     * Contacts with this address, two at most: one is a match, two are a doubt. Scope crm.objects.contacts.read · §7 · retry: read.
     * @example const [contact, other] = await hubspot.contacts.findByEmail('dana@example.com')
     */
    findByEmail: (email: string, options?: CallOptions): Promise<HubSpotContact[]> =>
      search([{ propertyName: 'email', operator: 'EQ', value: email.toLowerCase() }], names, options),
    /**
     * Contacts with this number, two at most. Numbers are stored as they were typed, so what HubSpot finds is compared digit by digit; one
     * without a country code proves nothing. Scope crm.objects.contacts.read · §7 · retry: read.
     * @example const [contact, other] = await hubspot.contacts.findByPhone('+12025550123')
     */
    findByPhone: async (phone: string, options?: CallOptions): Promise<HubSpotContact[]> => {
      const national = digitsOf(phone).slice(-10);
      const found = await search(
        [
          { propertyName: 'phone', operator: 'EQ', value: phone },
          { propertyName: 'mobilephone', operator: 'EQ', value: phone },
          { propertyName: 'hs_searchable_calculated_phone_number', operator: 'CONTAINS_TOKEN', value: national },
        ],
        [...names, 'mobilephone'],
        options,
      );
      return found.filter((contact) =>
        [contact.phone, contact.mobilePhone].some((stored) => isSamePhone(stored, phone)),
      );
    },
    /**
     * Makes a contact. Scope crm.objects.contacts.write · §7 · retry: idempotent with an address, for HubSpot has one contact for each;
     * the repeat ends in `conflict`.
     * @example await hubspot.contacts.create({ email: 'dana@example.com', firstname: 'Dana' })
     */
    create: async (contact: NewContact, options?: CallOptions): Promise<HubSpotContact> =>
      withId(
        toContact(
          await context.call({
            operation: 'contacts.create',
            method: 'POST',
            path,
            json: { properties: defined(contact), associations: [] },
            retryClass: contact.email === undefined ? 'unsafe' : 'idempotent',
            options,
          }),
        ),
        'HubSpot',
      ),
  };
};

type Filter = { propertyName: string; operator: 'EQ' | 'CONTAINS_TOKEN'; value: string };

const digitsOf = (phone: string): string => phone.replace(/\D/g, '').replace(/^00/, '');

/** Whether a stored number, however it was typed, is this one in E.164. */
function isSamePhone(stored: string | null, phone: string): boolean {
  return stored !== null && /^\s*(?:\+|00)/.test(stored) && digitsOf(stored) === digitsOf(phone);
}

function toContact(row: unknown): HubSpotContact {
  const properties = map(row, 'properties');
  return {
    id: textOrEmpty(row, 'id'),
    email: text(properties, 'email'),
    firstName: text(properties, 'firstname'),
    lastName: text(properties, 'lastname'),
    phone: text(properties, 'phone'),
    mobilePhone: text(properties, 'mobilephone'),
    properties,
    raw: row,
  };
}
