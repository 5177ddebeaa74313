import type { CrmContact, CrmRecord } from '@baton/client-zoho';
import { describe, expect, it } from 'vitest';
import { createCrmDirectory } from './crm-directory.ts';

const newContact = (email: string | null): CrmContact => ({
  ...{ id: '1', name: 'Ann Example', email, phone: null, company: null },
});

it.each<[string, (string | null)[], string]>([
  ['the address', ['Ann@Example.com'], 'match'],
  ['the address of one, and others that the search found by a second address', ['ann@example.com', 'b@c.de'], 'match'],
  ['the address of two', ['ann@example.com', 'ANN@example.com'], 'ambiguous'],
  ['a second address alone', ['other@example.com'], 'none'],
  ['an address that only ends so', ['joann@example.com'], 'none'],
  ['no address at all', [null], 'none'],
])('believes the register when it answers with %s, as far as that goes', async (_what, emails, type) => {
  const client = { findContactsByEmail: async () => emails.map(newContact), coql: async () => [] };
  const directory = createCrmDirectory({ client, usernameField: null });
  expect(directory.findByUsername).toBeNull();
  expect(await directory.findByEmail(' ann@example.com ')).toMatchObject({ type: 'ok', value: { type } });
});

describe('a username', () => {
  const [ann, boss] = [
    { id: '1', fields: { Login: 'Ann.Admin', Email: 'Ann@Example.com' } },
    { id: '2', fields: { Login: 'boss', Email: null } },
  ];
  const look = (username: string, records: CrmRecord[], contacts = [newContact('ann@example.com')]) => {
    const asked: string[] = [];
    const coql = async (query: string): Promise<CrmRecord[]> => {
      asked.push(query);
      return records;
    };
    const client = { coql, findContactsByEmail: async () => contacts };
    const { findByUsername } = createCrmDirectory({ client, usernameField: 'Login' });
    return { asked, found: findByUsername?.(username) };
  };
  const value = (type: string) => ({ type: 'ok', value: { type } });

  it('is found whatever its case, with the address on record', async () => {
    const { asked, found } = look(' ann.admin', [ann]);
    expect(await found).toMatchObject({
      ...value('match'),
      value: { person: { recordId: '1', email: 'ann@example.com' } },
    });
    expect(asked).toEqual(["select id, Email, Login from Contacts where Login = 'ann.admin' limit 0, 3"]);
  });

  const twice = [newContact('ann@example.com'), newContact('ann@example.com')];
  const another = [{ ...newContact('ann@example.com'), id: '9' }];
  it.each([
    { what: 'of nobody', username: 'ann.admin', records: [], contacts: [], type: 'none' },
    { what: 'that is a part of another', username: 'ann', records: [ann], contacts: [], type: 'none' },
    { what: 'of two', username: 'ann.admin', records: [ann, { ...ann, id: '3' }], contacts: [], type: 'ambiguous' },
    { what: 'of nobody with an address', username: 'boss', records: [boss], contacts: [], type: 'ambiguous' },
    { what: 'with an address of two', username: 'ann.admin', records: [ann], contacts: twice, type: 'ambiguous' },
    {
      what: 'with the address of another',
      username: 'ann.admin',
      records: [ann],
      contacts: another,
      type: 'ambiguous',
    },
  ])('$what identifies nobody', async ({ username, records, contacts, type }) => {
    expect(await look(username, records, contacts).found).toMatchObject(value(type));
  });

  it.each(["' or Login != '", 'a\\b', 'a b', '', 'x'.repeat(101)])(
    'that is none is not asked for: "%s"',
    async (username) => {
      const { asked, found } = look(username, [ann]);
      expect(await found).toMatchObject(value('none'));
      expect(asked).toEqual([]);
    },
  );
});
