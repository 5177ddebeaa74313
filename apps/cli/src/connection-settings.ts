type Connection = Readonly<Record<string, unknown>>;

/** The settings that let a gateway use the emulators at `url`; `connection` is what they tell of themselves. */
export function zohoSettings(url: string, connection: Connection): Record<string, string> {
  const text = textIn(connection);
  const smtp = textIn(partOf(connection, 'smtp'));
  return {
    ZOHO_DATA_CENTER: 'us',
    ZOHO_CLIENT_ID: text('clientId'),
    ZOHO_CLIENT_SECRET: text('clientSecret'),
    ZOHO_REFRESH_TOKEN: text('userRefreshToken'),
    ZOHO_ORG_REFRESH_TOKEN: text('orgRefreshToken'),
    ZOHO_ACCOUNTS_URL: url,
    DESK_API_URL: `${url}/api/v1`,
    DESK_ORGANIZATION_ID: text('deskOrgId'),
    CRM_API_URL: `${url}/crm/v8`,
    SALESIQ_API_URL: url,
    SALESIQ_SCREEN_NAME: text('screenName'),
    SALESIQ_APP_ID: text('appId'),
    SALESIQ_DEPARTMENT_ID: text('salesiqDepartmentId'),
    SALESIQ_PUBLIC_KEY: listOf(connection['webhookPublicKeys']),
    SALESIQ_WEBHOOK_SECRET: text('webhookHmacSecret'),
    SMTP_HOST: smtp('host'),
    SMTP_PORT: smtp('port'),
    MAIL_FROM: 'Support <support@company.com>',
    SUPPORT_EMAIL: 'support@company.com',
  };
}

/** The account of the emulated HubSpot; its channel and inbox are connected by `baton connect hubspot`, or at the start of the demo. */
export function hubSpotAccount(url: string, connection: Connection): Record<string, string> {
  const text = textIn(partOf(connection, 'hubspot'));
  return {
    HUBSPOT_CLIENT_ID: text('clientId'),
    HUBSPOT_CLIENT_SECRET: text('clientSecret'),
    HUBSPOT_APP_ID: text('appId'),
    HUBSPOT_DEVELOPER_KEY: text('developerKey'),
    HUBSPOT_PORTAL_ID: text('portalId'),
    HUBSPOT_INBOX_ID: text('inboxId'),
    HUBSPOT_REFRESH_TOKEN: text('refreshToken'),
    HUBSPOT_API_URL: url,
    HUBSPOT_AUTHORIZE_URL: url,
  };
}

export type BotpressPlan = {
  /** Desks by the name of the installation that asks them, joined by a plus. */
  desks: Readonly<Record<string, string>>;
  gatewayKey: string;
};

/** The emulated bot of Botpress, with an installation for each desk that it may ask. */
export function botpressInstallations(
  url: string,
  connection: Connection,
  { desks, gatewayKey }: BotpressPlan,
): Record<string, string> {
  const text = textIn(partOf(connection, 'botpress'));
  const ids = `bot=${text('botId')} integration=${text('integrationId')}`;
  const written = Object.entries(desks).map(([name, asked]) => `${name} ${ids} desks=${asked}`);
  return {
    BOTPRESS_INSTALLATIONS: written.join('; '),
    BOTPRESS_KEYS: gatewayKey,
    BOTPRESS_TOKEN: text('accessToken'),
    BOTPRESS_API_URL: url,
  };
}

const listOf = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(',') : '');

const partOf = (connection: Connection, name: string): Connection => {
  const part = connection[name];
  return typeof part === 'object' && part !== null ? { ...part } : {};
};

const textIn =
  (connection: Connection) =>
  (name: string): string =>
    String(connection[name] ?? '');
