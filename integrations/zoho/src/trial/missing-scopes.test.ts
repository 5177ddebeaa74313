import { expect, it } from 'vitest';
import { findMissingScopes } from './missing-scopes.ts';

it.each<[given: string[], missing: string[]]>([
  [['Desk.tickets.READ', 'ZohoCRM.modules.contacts.READ'], []],
  [['desk.Tickets.read', 'zohocrm.modules.contacts.read'], []],
  [['Desk.tickets.ALL', 'ZohoCRM.modules.ALL'], []],
  [
    ['Desk.tickets.CREATE', 'ZohoCRM.modules.leads.ALL'],
    ['Desk.tickets.READ', 'ZohoCRM.modules.contacts.READ'],
  ],
  [[], ['Desk.tickets.READ', 'ZohoCRM.modules.contacts.READ']],
])('%j lack %j', (given, missing) => {
  expect(findMissingScopes(given, ['Desk.tickets.READ', 'ZohoCRM.modules.contacts.READ'])).toEqual(missing);
});
