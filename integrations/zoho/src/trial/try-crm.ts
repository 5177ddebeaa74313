import type { CrmClient } from '@baton/client-zoho';
import { tryOut, type ZohoTrial } from './finding.ts';

/** Asks Zoho CRM for somebody who is not there, as a conversation would. */
export const tryCrm = (client: CrmClient): Promise<ZohoTrial> =>
  tryOut('Zoho CRM', async () => {
    await client.findContactsByEmail('trial@example.com');
    return [];
  });
