import type { CrmContact } from '@baton/client-zoho';
import { expect, it } from 'vitest';
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
  const directory = createCrmDirectory({ client: { findContactsByEmail: async () => emails.map(newContact) } });
  expect(await directory.findByEmail(' ann@example.com ')).toMatchObject({ type: 'ok', value: { type } });
});
