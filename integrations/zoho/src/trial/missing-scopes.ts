/** What of `needed` no scope of a token covers. A scope whose operation is `ALL` covers everything below it; case does not matter. */
export function findMissingScopes(given: readonly string[], needed: readonly string[]): string[] {
  return needed.filter((scope) => !given.some((one) => covers(one.toLowerCase(), scope.toLowerCase())));
}

const covers = (given: string, needed: string): boolean =>
  given === needed || (given.endsWith('.all') && needed.startsWith(given.slice(0, -'all'.length)));

/** By what is connected; the list that the guide asks to consent to, as far as Baton calls it (contract zoho-oauth §10). */
export const neededScopes = {
  desk: [
    'Desk.tickets.READ',
    'Desk.tickets.CREATE',
    'Desk.tickets.UPDATE',
    'Desk.contacts.READ',
    'Desk.search.READ',
    'Desk.basic.READ',
  ],
  crm: ['ZohoCRM.modules.contacts.READ', 'ZohoCRM.coql.READ'],
  salesIq: ['SalesIQ.conversations.READ', 'SalesIQ.callbacks.UPDATE'],
  salesIqOrganisation: ['SalesIQ.conversations.CREATE'],
} as const;
