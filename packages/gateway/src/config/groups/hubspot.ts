import { digits, flag, matching, oneOf, optional, text, url } from '../readers.ts';
import { setting, vendor } from '../setting.ts';

export const hubSpotSettings = vendor('HubSpot', {
  HUBSPOT_CLIENT_ID: setting(text, {
    description: 'Client id of the HubSpot app.',
    example: '3f6c1e52-0a4b-4d7e-9c1a-5b8e2f7d9a10',
  }),
  HUBSPOT_CLIENT_SECRET: setting(text, {
    description: 'Client secret of the HubSpot app; it also signs the webhooks.',
    isSecret: true,
    example: '…',
  }),
  HUBSPOT_PREVIOUS_CLIENT_SECRET: setting(optional(text), {
    description: 'The client secret before, while it is changed; webhooks that it signs are still believed.',
    isSecret: true,
    example: '…',
  }),
  HUBSPOT_APP_ID: setting(digits, { description: 'Id of the HubSpot app.', example: '7654321' }),
  HUBSPOT_DEVELOPER_KEY: setting(optional(text), {
    description: 'Developer API key (Development → Keys); `baton connect hubspot` registers the channel with it.',
    isSecret: true,
    example: '…',
  }),
  HUBSPOT_PORTAL_ID: setting(digits, {
    description: 'Id of the HubSpot account (Hub ID). Webhooks of any other account change nothing.',
    example: '24601357',
  }),
  HUBSPOT_INBOX_ID: setting(optional(digits), {
    description: 'Inbox or help desk that gets the chats; `baton connect hubspot` lists them.',
    example: '861204933',
  }),
  HUBSPOT_REFRESH_TOKEN: setting(optional(text), {
    description:
      'Refresh token, where one was made by other means; `baton connect hubspot` makes this setting needless.',
    isSecret: true,
    example: '…',
  }),
  HUBSPOT_CHANNEL_NAME: setting(
    matching(/^[\w .()-]{1,60}$/, 'at most 60 letters, digits, spaces, dots, dashes').default('Baton'),
    {
      description: 'Name of the channel as agents see it.',
      example: 'Support chat',
    },
  ),
  HUBSPOT_UNKNOWN_CONTACT: setting(oneOf('create', 'opaque', 'refuse').default('opaque'), {
    description:
      'A customer for whom HubSpot has no contact: create one, open the chat without one (opaque), or refuse, so that the next desk is asked.',
    example: 'create',
  }),
  HUBSPOT_FILES: setting(flag.default(true), {
    description: 'Whether files go between customer and agent; needs the scopes files.read and files.write.',
    example: 'false',
  }),
  HUBSPOT_OAUTH_VERSION: setting(oneOf('v1', 'v3', '2026-03', '2026-09').default('2026-03'), {
    description: 'Version of the OAuth endpoints; v1 is switched off on 2027-02-16.',
    example: '2026-09',
  }),
  HUBSPOT_CHANNELS_VERSION: setting(oneOf('v3', '2025-09', '2026-03', '2026-09').default('v3'), {
    description: 'Version of the custom channels API.',
    example: '2026-03',
  }),
  HUBSPOT_CONVERSATIONS_VERSION: setting(oneOf('v3', '2026-09-beta', '2026-09').default('v3'), {
    description: 'Version of the conversations API.',
    example: '2026-09',
  }),
  HUBSPOT_API_URL: setting(optional(url), {
    description: 'Other address of HubSpot’s API, for tests.',
    example: 'http://127.0.0.1:8001',
  }),
  HUBSPOT_AUTHORIZE_URL: setting(optional(url), {
    description: 'Other address of HubSpot’s consent page, for tests.',
    example: 'http://127.0.0.1:8001',
  }),
});
