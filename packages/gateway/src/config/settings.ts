import { createPublicKey } from 'node:crypto';

/** How a setting's text is read; every reader returns the value or says what it wants. */
type Read<Value> = (text: string) => { ok: true; value: Value } | { ok: false; wanted: string };

export type Setting<Value> = {
  description: string;
  /** What it is without being set; undefined when it must be set. */
  fallback?: Value;
  isSecret?: boolean;
  example: string;
  read: Read<Value>;
};

const given = (text: string): { ok: true; value: string } => ({ ok: true, value: text });
const text: Read<string> = given;
const optionalText: Read<string | null> = given;

const oneOf =
  <Value extends string>(...values: Value[]): Read<Value> =>
  (written) => {
    const value = values.find((candidate) => candidate === written.toLowerCase());
    return value === undefined ? { ok: false, wanted: `one of ${values.join(', ')}` } : { ok: true, value };
  };

const matching =
  (pattern: RegExp, wanted: string): Read<string> =>
  (written) =>
    pattern.test(written) ? { ok: true, value: written } : { ok: false, wanted };

const integer =
  (least: number, most: number): Read<number> =>
  (written) => {
    const value = /^\d+$/.test(written) ? Number(written) : Number.NaN;
    return value >= least && value <= most
      ? { ok: true, value }
      : { ok: false, wanted: `a whole number from ${least} to ${most}` };
  };

const flag: Read<boolean> = (written) => {
  if (/^(true|yes|1|on)$/i.test(written)) return { ok: true, value: true };
  return /^(false|no|0|off)$/i.test(written) ? { ok: true, value: false } : { ok: false, wanted: 'true or false' };
};

/** An address without a trailing slash; plain http only on this machine, because tokens travel on it. */
const url: Read<string | null> = (written) => {
  const wanted = 'an https address (http only for 127.0.0.1 or localhost), for example https://desk.zoho.eu/api/v1';
  if (!URL.canParse(written)) return { ok: false, wanted };
  const { protocol, hostname } = new URL(written);
  const isLocal = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
  if (protocol !== 'https:' && !(protocol === 'http:' && isLocal)) return { ok: false, wanted };
  return { ok: true, value: written.replace(/\/+$/, '') };
};

const secretKey: Read<Buffer | null> = (written) => {
  const key = Buffer.from(written, 'base64');
  return key.length === 32
    ? { ok: true, value: key }
    : { ok: false, wanted: '32 bytes in Base64, for example from `openssl rand -base64 32`' };
};

const email = matching(/^[^\s@<>"]+@[^\s@<>"]+$/, 'an e-mail address');
const mailFrom = matching(/^[^\r\n]*[^\s@<>"]+@[^\s@<>"]+>?$/, 'an address such as Support <support@company.com>');
const digits = matching(/^\d{1,25}$/, 'digits only; copy the id from the console');

/** `company.com=it@company.com, Other Ltd=boss@other.com`. */
const contacts: Read<{ match: string; email: string }[]> = (written) => {
  const pairs = written.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const value = pairs.map(([match = '', address = '']) => ({ match, email: address }));
  const isSound =
    pairs.every((pair) => pair.length === 2) && value.every((pair) => pair.match !== '' && email(pair.email).ok);
  return isSound
    ? { ok: true, value }
    : { ok: false, wanted: 'a list such as company.com=it@company.com, Other Ltd=boss@other.com' };
};

/** One or more PEM keys after another, or their Base64 bodies separated by commas; the newest and the one before it. */
function isRsaKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

const publicKeys: Read<string[]> = (written) => {
  const pems = written.includes('BEGIN')
    ? (written.replaceAll('\\n', '\n').match(/-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g) ?? [])
    : written.split(',').map((body) => `-----BEGIN PUBLIC KEY-----\n${body.trim()}\n-----END PUBLIC KEY-----`);
  return pems.length > 0 && pems.length <= 3 && pems.every(isRsaKey)
    ? { ok: true, value: pems }
    : { ok: false, wanted: 'the RSA public key that SalesIQ shows for the webhook (PEM, or its Base64 body)' };
};

export const dataCentres = ['us', 'eu', 'in', 'au', 'jp', 'cn', 'ca', 'sa', 'uk', 'sg', 'ae'] as const;

const setting = <Value>(made: Setting<Value>): Setting<Value> => made;

/** Every setting of `baton serve`; the settings reference is generated from it. Names of the first Zoho Desk guide are kept. */
export const settings = {
  BATON_HOST: setting({ description: 'Address to listen on.', fallback: '127.0.0.1', example: '0.0.0.0', read: text }),
  BATON_PORT: setting({
    description: 'Port to listen on; 0 takes a free one.',
    fallback: 8000,
    example: '8000',
    read: integer(0, 65_535),
  }),
  BATON_DATA_DIR: setting({
    description: 'Folder of the embedded store and of the generated key. Not used with DATABASE_URL.',
    fallback: './data',
    example: '/var/lib/baton',
    read: text,
  }),
  DATABASE_URL: setting({
    description: 'PostgreSQL 15 or later; without it the embedded store is used. Several nodes may share one.',
    fallback: null,
    isSecret: true,
    example: 'postgres://baton:secret@db.internal/baton',
    read: matching(/^postgres(ql)?:\/\/./, 'an address that begins with postgres://') as Read<string | null>,
  }),
  BATON_SECRET_KEY: setting({
    description:
      'Key that encrypts stored requests and tokens; the same on every node. Required with DATABASE_URL, else generated.',
    fallback: null,
    isSecret: true,
    example: 'output of `openssl rand -base64 32`',
    read: secretKey,
  }),
  BATON_ADMIN_KEY: setting({
    description: 'Lets `baton dead-letters` in. At least 24 characters. Without it the admin routes do not exist.',
    fallback: null,
    isSecret: true,
    example: 'output of `openssl rand -base64 32`',
    read: matching(/^\S{24,}$/, 'at least 24 characters without spaces') as Read<string | null>,
  }),
  BATON_WORKFLOWS_DIR: setting({
    description: 'Folder of workflows; default are the three that come with Baton.',
    fallback: null,
    example: './workflows',
    read: optionalText,
  }),
  ZOHO_DATA_CENTER: setting({
    description: 'Data centre of the Zoho account.',
    example: 'eu',
    read: oneOf(...dataCentres),
  }),
  ZOHO_CLIENT_ID: setting({ description: 'Client id from the Zoho API console.', example: '1000.ABC', read: text }),
  ZOHO_CLIENT_SECRET: setting({
    description: 'Client secret from the Zoho API console.',
    isSecret: true,
    example: '…',
    read: text,
  }),
  ZOHO_REFRESH_TOKEN: setting({
    description: 'Refresh token of the user Baton acts as in Desk, CRM and SalesIQ.',
    isSecret: true,
    example: '1000.…',
    read: text,
  }),
  ZOHO_ORG_REFRESH_TOKEN: setting({
    description: "Refresh token of the organisation; SalesIQ's Visitor API takes no other.",
    isSecret: true,
    example: '1000.…',
    read: text,
  }),
  DESK_ACCESS_TOKEN: setting({
    description:
      'Access token for Desk alone, as in the first Desk guide. It ends after an hour; without it Baton fetches its own with ZOHO_REFRESH_TOKEN.',
    fallback: null,
    isSecret: true,
    example: '1000.…',
    read: optionalText,
  }),
  DESK_ORGANIZATION_ID: setting({ description: 'Organisation id of Zoho Desk.', example: '123456789', read: digits }),
  DESK_DEPARTMENT: setting({
    description: 'Department for tickets, by name.',
    fallback: 'Support',
    example: 'Support',
    read: text,
  }),
  DESK_CALLBACK_DEPARTMENT: setting({
    description: 'Department for callbacks, by name.',
    fallback: 'Callbacks',
    example: 'Callbacks',
    read: text,
  }),
  SALESIQ_SCREEN_NAME: setting({
    description: 'Screen name of the SalesIQ portal.',
    example: 'mycompany',
    read: matching(/^[\w-]+$/, 'the last part of the portal address, for example mycompany'),
  }),
  SALESIQ_APP_ID: setting({
    description: 'Id of the SalesIQ brand (app) that chats from other channels are opened in.',
    example: '2000000000001',
    read: digits,
  }),
  SALESIQ_DEPARTMENT_ID: setting({
    description: 'Id of the SalesIQ department that gets them.',
    example: '2000000000005',
    read: digits,
  }),
  SALESIQ_PUBLIC_KEY: setting({
    description: 'Public keys of the Zobot and of the event webhook (x-siqsignature).',
    fallback: [],
    example: '-----BEGIN PUBLIC KEY-----…',
    read: publicKeys,
  }),
  SALESIQ_WEBHOOK_SECRET: setting({
    description: 'Shared secret of HMAC-signed events (x-salesiq-signature).',
    fallback: null,
    isSecret: true,
    example: '…',
    read: optionalText,
  }),
  BATON_FLAT_SECRET: setting({
    description: 'Secret that flat messages carry in x-baton-secret.',
    fallback: null,
    isSecret: true,
    example: '…',
    read: optionalText,
  }),
  SMTP_HOST: setting({ description: 'Mail server.', example: 'smtp.company.com', read: text }),
  SMTP_PORT: setting({
    description: 'Port of the mail server.',
    fallback: 587,
    example: '587',
    read: integer(1, 65_535),
  }),
  SMTP_SECURE: setting({
    description: 'TLS from the first byte (port 465). Else STARTTLS when offered.',
    fallback: false,
    example: 'true',
    read: flag,
  }),
  SMTP_USER: setting({ description: 'User at the mail server.', fallback: null, example: 'baton', read: optionalText }),
  SMTP_PASSWORD: setting({
    description: 'Password at the mail server.',
    fallback: null,
    isSecret: true,
    example: '…',
    read: optionalText,
  }),
  MAIL_FROM: setting({ description: 'Sender of all mails.', example: 'Support <support@company.com>', read: mailFrom }),
  SUPPORT_EMAIL: setting({
    description: 'The support team; told of every new ticket.',
    example: 'support@company.com',
    read: email,
  }),
  BATON_CUSTOMER_MAIL: setting({
    description: 'Mail the ticket number to the customer; false when Desk notifies already.',
    fallback: true,
    example: 'false',
    read: flag,
  }),
  POINTS_OF_CONTACT: setting({
    description: "Customers' points of contact by mail domain or company.",
    fallback: [],
    example: 'company.com=it@company.com',
    read: contacts,
  }),
  HANDOFF_TIMEOUT_SECONDS: setting({
    description: 'How long a customer waits for a human before a ticket is made.',
    fallback: 60,
    example: '90',
    read: integer(5, 999),
  }),
  CODES_PER_HOUR: setting({
    description: 'One-time codes that one address is mailed per hour at most, over all chats.',
    fallback: 6,
    example: '6',
    read: integer(1, 1_000),
  }),
  ZOHO_ACCOUNTS_URL: setting({
    description: 'Other address of Zoho Accounts, for tests.',
    fallback: null,
    example: 'http://127.0.0.1:8001',
    read: url,
  }),
  DESK_API_URL: setting({
    description: 'Other address of the Desk API, for tests.',
    fallback: null,
    example: 'http://127.0.0.1:8001/api/v1',
    read: url,
  }),
  CRM_API_URL: setting({
    description: 'Other address of the CRM API, for tests.',
    fallback: null,
    example: 'http://127.0.0.1:8001/crm/v8',
    read: url,
  }),
  SALESIQ_API_URL: setting({
    description: 'Other address of SalesIQ, for tests.',
    fallback: null,
    example: 'http://127.0.0.1:8001',
    read: url,
  }),
};

export type SettingName = keyof typeof settings;
export type SettingValues = {
  [Name in SettingName]: (typeof settings)[Name] extends Setting<infer Value> ? Value : never;
};
