import type { DeliveryIdentifier, HubSpotClient, HubSpotContact } from '@baton/client-hubspot';
import { type DeskOpening, isMailAddress } from '@baton/core';
import { ClientError } from '@baton/http-kit';

/** What happens to a customer whom HubSpot does not know: a contact is made, the chat stays without one, or the handoff goes elsewhere. */
export type UnknownContact = 'create' | 'opaque' | 'refuse';

/** As whom the customer writes. `contactId` null: HubSpot is not told of a contact. */
export type Identity = { identifier: DeliveryIdentifier; contactId: string | null };

/**
 * Looks for the one contact with the customer's address, else number (contract hubspot §7). Two contacts are a doubt, and then none is
 * meant. Without a contact the chat goes under an id of its own, so that HubSpot does not attach it to anybody by itself.
 * @returns null where the customer has to be known and is not
 * @throws ClientError
 */
export async function identify(
  client: Pick<HubSpotClient, 'contacts'>,
  { customer, handoffKey }: Pick<DeskOpening, 'customer' | 'handoffKey'>,
  unknownContact: UnknownContact,
): Promise<Identity | null> {
  const identifiers = toIdentifiers(customer);
  let isDoubtful = false;
  for (const identifier of identifiers) {
    const found = await find(client, identifier);
    const [contact] = found;
    if (contact !== undefined && found.length === 1) return { identifier, contactId: contact.id };
    isDoubtful ||= found.length > 1;
  }
  if (unknownContact === 'refuse') return null;
  const [first] = identifiers;
  if (unknownContact === 'create' && first !== undefined && !isDoubtful)
    return { identifier: first, contactId: await createContact(client, customer, identifiers) };
  const value = customer.visitorId ?? handoffKey;
  return { identifier: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value }, contactId: null };
}

const find = (
  client: Pick<HubSpotClient, 'contacts'>,
  { type, value }: DeliveryIdentifier,
): Promise<HubSpotContact[]> =>
  type === 'HS_EMAIL_ADDRESS' ? client.contacts.findByEmail(value) : client.contacts.findByPhone(value);

/** Either may have been given in the place of the other. */
function toIdentifiers({ email, phone }: DeskOpening['customer']): DeliveryIdentifier[] {
  const given = [email, phone].flatMap((text) => text?.trim() || []);
  const address = given.find(isMailAddress);
  const number = given.map(toE164).find((found) => found !== null);
  return [
    ...(address === undefined ? [] : [{ type: 'HS_EMAIL_ADDRESS', value: address.toLowerCase() } as const]),
    ...(number === undefined || number === null ? [] : [{ type: 'HS_PHONE_NUMBER', value: number } as const]),
  ];
}

/** Null for a number without a country code: nobody can say whose it is. */
function toE164(text: string): string | null {
  const plain = text.replace(/[\s().-]/g, '').replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(plain) ? plain : null;
}

/** Null when somebody made it meanwhile; HubSpot finds that one by the identifier. */
async function createContact(
  client: Pick<HubSpotClient, 'contacts'>,
  { name }: DeskOpening['customer'],
  identifiers: readonly DeliveryIdentifier[],
): Promise<string | null> {
  const read = (type: DeliveryIdentifier['type']) => identifiers.find((one) => one.type === type)?.value;
  const [email, phone] = [read('HS_EMAIL_ADDRESS'), read('HS_PHONE_NUMBER')];
  const [firstname = '', ...rest] = name.split(/\s+/);
  try {
    const contact = await client.contacts.create({
      ...(email === undefined ? {} : { email }),
      ...(phone === undefined ? {} : { phone }),
      ...(firstname === '' ? {} : { firstname }),
      ...(rest.length === 0 ? {} : { lastname: rest.join(' ') }),
    });
    return contact.id;
  } catch (error) {
    if (error instanceof ClientError && error.code === 'conflict') return null;
    throw error;
  }
}
