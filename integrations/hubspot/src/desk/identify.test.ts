import type { HubSpotClient, HubSpotContact, NewContact } from '@baton/client-hubspot';
import { ClientError } from '@baton/http-kit';
import { expect, it } from 'vitest';
import { identify, type UnknownContact } from './identify.ts';

const contact = (id: string): HubSpotContact => ({
  id,
  email: null,
  firstName: null,
  lastName: null,
  phone: null,
  mobilePhone: null,
  properties: {},
  raw: null,
});

type Found = { email?: string[]; phone?: string[]; isTaken?: boolean };

function ask(found: Found, customer: { email?: string; phone?: string; visitorId?: string }, unknown: UnknownContact) {
  const asked: string[] = [];
  const created: NewContact[] = [];
  const contacts = {
    findByEmail: async (value: string) => {
      asked.push(value);
      return (found.email ?? []).map(contact);
    },
    findByPhone: async (value: string) => {
      asked.push(value);
      return (found.phone ?? []).map(contact);
    },
    create: async (given: NewContact) => {
      if (found.isTaken === true) throw new ClientError('conflict', 'there is one', { retryable: false });
      created.push(given);
      return contact('new');
    },
  } satisfies HubSpotClient['contacts'];
  const person = { name: 'Ann Mary Lee', email: null, phone: null, visitorId: null, ...customer };
  const identity = identify({ contacts }, { customer: person, handoffKey: 'c-h1' }, unknown);
  return identity.then((value) => ({ value, asked, created }));
}

const byEmail = { type: 'HS_EMAIL_ADDRESS', value: 'ann@example.com' };
const byPhone = { type: 'HS_PHONE_NUMBER', value: '+12025550123' };
const opaque = (value: string) => ({
  identifier: { type: 'CHANNEL_SPECIFIC_OPAQUE_ID', value },
  contactId: null,
});

it('takes the one contact with the address, else with the number', async () => {
  const both = { email: 'Ann@Example.com', phone: '+1 (202) 555-0123' };
  const first = await ask({ email: ['1'], phone: ['2'] }, both, 'refuse');
  expect(first.value).toEqual({ identifier: byEmail, contactId: '1' });
  const second = await ask({ phone: ['2'] }, both, 'refuse');
  expect(second.value).toEqual({ identifier: byPhone, contactId: '2' });
  expect(second.asked).toEqual(['ann@example.com', '+12025550123']);
});

it('takes a number that stands where the address belongs, as older set-ups send it', async () => {
  expect((await ask({ phone: ['2'] }, { email: '+12025550123' }, 'opaque')).value).toEqual({
    identifier: byPhone,
    contactId: '2',
  });
});

it.each<[UnknownContact, object | null, number]>([
  ['create', { identifier: byEmail, contactId: 'new' }, 1],
  ['opaque', opaque('v1'), 0],
  ['refuse', null, 0],
])('for somebody unknown it does as the setting says: %s', async (unknown, value, count) => {
  const result = await ask({}, { email: 'ann@example.com', phone: '+12025550123', visitorId: 'v1' }, unknown);
  expect(result.value).toEqual(value);
  expect(result.created).toHaveLength(count);
  if (count > 0)
    expect(result.created).toEqual([
      { email: 'ann@example.com', phone: '+12025550123', firstname: 'Ann', lastname: 'Mary Lee' },
    ]);
});

it('leaves two contacts of one number alone, and a contact that somebody made meanwhile to HubSpot', async () => {
  const doubtful = await ask({ phone: ['1', '2'] }, { phone: '+12025550123' }, 'create');
  expect(doubtful.value).toEqual(opaque('c-h1'));
  expect(doubtful.created).toEqual([]);
  const taken = await ask({ isTaken: true }, { email: 'ann@example.com' }, 'create');
  expect(taken.value).toEqual({ identifier: byEmail, contactId: null });
});

it.each(['202-555-0123', '0049', 'call me', '+0123456789', `+${'1'.repeat(16)}`])(
  'asks for nobody by "%s"',
  async (phone) => {
    expect((await ask({}, { phone }, 'create')).asked).toEqual([]);
  },
);
