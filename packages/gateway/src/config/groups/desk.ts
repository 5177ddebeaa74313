import { digits, idList, optional, text, url } from '../readers.ts';
import { setting, vendor } from '../setting.ts';

export const deskSettings = vendor('Zoho Desk', {
  DESK_ORGANIZATION_ID: setting(digits, { description: 'Organisation id of Zoho Desk.', example: '123456789' }),
  DESK_DEPARTMENT: setting(text.default('Support'), {
    description: 'Department for tickets, by name.',
    example: 'Support',
  }),
  DESK_CALLBACK_DEPARTMENT: setting(text.default('Callbacks'), {
    description: 'Department for callbacks, by name.',
    example: 'Callbacks',
  }),
  DESK_WEBHOOK_IDS: setting(idList.default([]), {
    description:
      "Ids of the webhook subscriptions that lead to `/webhook/desk`; deliveries of any other are refused. Without one agents' answers on tickets come by looking alone.",
    example: '401928000000600001',
  }),
  DESK_ACCESS_TOKEN: setting(optional(text), {
    description:
      'Access token for Desk alone, as in the first Desk guide. It ends after an hour; without it Baton fetches its own with ZOHO_REFRESH_TOKEN.',
    isSecret: true,
    example: '1000.…',
  }),
  DESK_API_URL: setting(optional(url), {
    description: 'Other address of the Desk API, for tests.',
    example: 'http://127.0.0.1:8001/api/v1',
  }),
});
