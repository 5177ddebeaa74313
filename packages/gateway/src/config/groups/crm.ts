import { apiName, flag, optional, url } from '../readers.ts';
import { area, setting } from '../setting.ts';

export const crmSettings = area('Zoho CRM', {
  CRM_LOOKUP: setting(flag.default(true), {
    description: 'Look customers up in Zoho CRM; false when the Zoho account has none.',
    example: 'false',
  }),
  CRM_USERNAME_FIELD: setting(optional(apiName), {
    description:
      'API name of the field of contacts that holds what they sign in with. Without it an account can be verified by its address alone.',
    example: 'Username',
  }),
  CRM_API_URL: setting(optional(url), {
    description: 'Other address of the CRM API, for tests.',
    example: 'http://127.0.0.1:8001/crm/v8',
  }),
});
