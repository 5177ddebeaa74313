import type { DeskClient } from '@baton/client-zoho';
import { caseFields } from '../desk-ticket-system.ts';
import { joinTrials, tryOut, type ZohoFinding, type ZohoTrial } from './finding.ts';

export type DeskTrial = { client: DeskClient; organizationId: string; departments: Record<string, string> };

/**
 * Asks Zoho Desk for what tickets need; changes nothing. `departments`: the name by the setting that it stands in. A failure of the first
 * question is the only finding, for the others would fail alike.
 */
export async function tryDesk({ client, organizationId, departments }: DeskTrial): Promise<ZohoTrial> {
  const reached = await tryOut('Zoho Desk', async () => {
    const known = await client.portal.organizations();
    return known.some(({ id }) => id === organizationId) ? [] : [wrongOrganisation(known.map(({ id }) => id))];
  });
  if (reached.findings.length > 0) return reached;
  return joinTrials(
    await Promise.all([
      tryOut('The departments of Zoho Desk', async () => {
        const names = (await client.portal.departments()).map(({ name }) => name);
        return Object.entries(departments)
          .filter(([, wanted]) => !names.includes(wanted))
          .map(([setting, wanted]) => unknownDepartment(setting, { wanted, names }));
      }),
      tryOut('The fields of Zoho Desk', async () => {
        const known = (await client.portal.fields({ module: 'tickets' })).map(({ apiName }) => apiName);
        const missing = caseFields.filter((name) => !known.includes(name));
        return missing.length === 0 ? [] : [missingFields(missing)];
      }),
      tryOut('The search of Zoho Desk', async () => {
        await client.tickets.search({ customField1: 'cf_gateway_key:trial' }).first(1);
        await client.contacts.findByEmail('trial@example.com');
        return [];
      }),
    ]),
  );
}

const wrongOrganisation = (known: string[]): ZohoFinding => ({
  code: 'desk-organisation-unknown',
  problem: 'The token may not address the organisation in DESK_ORGANIZATION_ID.',
  fix: `Set it to one of: ${known.join(', ')}.`,
});

const unknownDepartment = (
  setting: string,
  { wanted, names }: { wanted: string; names: readonly string[] },
): ZohoFinding => ({
  code: 'desk-department-unknown',
  problem: `Zoho Desk has no department "${wanted}" (${setting}).`,
  fix: `Set ${setting} to one of: ${names.join(', ')}.`,
});

const missingFields = (names: readonly string[]): ZohoFinding => ({
  code: 'desk-fields-missing',
  problem: `Tickets in Zoho Desk lack the custom fields ${names.join(', ')}.`,
  fix: 'Make them: single line, with these API names (Setup, Customization, Layouts and Fields, Tickets).',
});
