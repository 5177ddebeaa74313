import { type DataCentreCode, dataCentres } from '@baton/client-zoho';
import { oneOf, optional, text, url } from '../readers.ts';
import { setting, vendor } from '../setting.ts';

export const zohoSettings = vendor('Zoho account', {
  ZOHO_DATA_CENTER: setting(oneOf<DataCentreCode>(...dataCentres.map(({ code }) => code)), {
    description: 'Data centre of the Zoho account.',
    example: 'eu',
  }),
  ZOHO_CLIENT_ID: setting(text, { description: 'Client id from the Zoho API console.', example: '1000.ABC' }),
  ZOHO_CLIENT_SECRET: setting(text, {
    description: 'Client secret from the Zoho API console.',
    isSecret: true,
    example: '…',
  }),
  ZOHO_REFRESH_TOKEN: setting(text, {
    description: 'Refresh token of the user Baton acts as in Desk, CRM and SalesIQ.',
    isSecret: true,
    example: '1000.…',
  }),
  ZOHO_ACCOUNTS_URL: setting(optional(url), {
    description: 'Other address of Zoho Accounts, for tests.',
    example: 'http://127.0.0.1:8001',
  }),
});
