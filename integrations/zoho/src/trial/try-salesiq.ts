import type { SalesIqClient } from '@baton/client-zoho';
import { ClientError } from '@baton/http-kit';
import { joinTrials, tryOut, tryOutIfAllowed, type ZohoFinding, type ZohoTrial } from './finding.ts';

export type SalesIqTrial = { client: SalesIqClient; appId: string; departmentId: string };

/** Asks SalesIQ for what chats need, with both kinds of token; changes nothing. */
export async function trySalesIq({ client, appId, departmentId }: SalesIqTrial): Promise<ZohoTrial> {
  const reached = await tryOut('SalesIQ', async () => {
    await client.chats.list({}).first(1);
    return [];
  });
  if (reached.findings.length > 0) return reached;
  return joinTrials(
    await Promise.all([
      tryOut('The Visitor API of SalesIQ', () => tryVisitorApi(client)),
      tryOutIfAllowed('SALESIQ_APP_ID', async () => {
        const ids = (await client.brands.list()).map(({ id }) => id);
        return ids.includes(appId) ? [] : [unknownId('app', { setting: 'SALESIQ_APP_ID', ids })];
      }),
      tryOutIfAllowed('SALESIQ_DEPARTMENT_ID', async () => {
        const ids = (await client.departments.list().all()).map(({ id }) => id);
        return ids.includes(departmentId) ? [] : [unknownId('department', { setting: 'SALESIQ_DEPARTMENT_ID', ids })];
      }),
    ]),
  );
}

/**
 * The Visitor API's only reading call wants a scope that Baton does not need, so a message is sent to a chat that is not there: that needs
 * the kind of token and the scope of a real one, and reaches nobody.
 */
async function tryVisitorApi(client: SalesIqClient): Promise<ZohoFinding[]> {
  try {
    await client.visitorApi.send('0', 'trial');
    return [];
  } catch (error) {
    if (error instanceof ClientError && (error.code === 'not-found' || error.code === 'invalid')) return [];
    if (error instanceof ClientError && error.code === 'forbidden') return [wrongKind];
    throw error;
  }
}

const wrongKind: ZohoFinding = {
  code: 'salesiq-organisation-token-refused',
  problem: 'SalesIQ does not take ZOHO_ORG_REFRESH_TOKEN for its Visitor API.',
  fix: 'It must be a token of the organisation: consent at /oauth/v2/org/auth with the scope SalesIQ.conversations.CREATE, and replace it.',
};

const unknownId = (what: string, { setting, ids }: { setting: string; ids: readonly string[] }): ZohoFinding => ({
  code: `salesiq-${what}-unknown`,
  problem: `SalesIQ has no ${what} with the id in ${setting}.`,
  fix: `Set it to one of: ${ids.join(', ')}.`,
});
