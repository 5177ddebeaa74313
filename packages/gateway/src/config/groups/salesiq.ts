import { digits, matching, optional, publicKeys, sharedSecret, text, url } from '../readers.ts';
import { setting, vendor } from '../setting.ts';

export const salesIqSettings = vendor('Zoho SalesIQ', {
  ZOHO_ORG_REFRESH_TOKEN: setting(text, {
    description: "Refresh token of the organisation; SalesIQ's Visitor API takes no other.",
    isSecret: true,
    example: '1000.…',
  }),
  SALESIQ_SCREEN_NAME: setting(matching(/^[\w-]+$/, 'the last part of the portal address, for example mycompany'), {
    description: 'Screen name of the SalesIQ portal.',
    example: 'mycompany',
  }),
  SALESIQ_APP_ID: setting(digits, {
    description: 'Id of the SalesIQ brand (app) that chats from other channels are opened in.',
    example: '2000000000001',
  }),
  SALESIQ_DEPARTMENT_ID: setting(digits, {
    description: 'Id of the SalesIQ department that gets them.',
    example: '2000000000005',
  }),
  SALESIQ_PUBLIC_KEY: setting(publicKeys.default([]), {
    description: 'Public keys of the Zobot and of the event webhook (x-siqsignature).',
    example: '-----BEGIN PUBLIC KEY-----…',
  }),
  SALESIQ_WEBHOOK_SECRET: setting(optional(sharedSecret(8)), {
    description: 'Shared secret of HMAC-signed events (x-salesiq-signature).',
    isSecret: true,
    example: 'output of `openssl rand -base64 32`',
  }),
  SALESIQ_API_URL: setting(optional(url), {
    description:
      'Other address of SalesIQ: for tests, and in data centres whose SalesIQ host is not known (uk, sg, ae).',
    example: 'http://127.0.0.1:8001',
  }),
});
