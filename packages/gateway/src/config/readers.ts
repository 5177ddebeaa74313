import { createPublicKey } from 'node:crypto';
import { isIP } from 'node:net';
import { isMailAddress } from '@baton/core';
import { z } from 'zod';

/** Reads a text into a value; `wanted` completes "It must be …" when that is not possible. */
function reader<Value>(wanted: string, read: (text: string) => Value | undefined) {
  return z.string().transform((text, context): Value => {
    const value = read(text);
    if (value !== undefined) return value;
    context.issues.push({ code: 'custom', message: wanted, input: text });
    return z.NEVER;
  });
}

/** A setting that may be left out: null then. */
export const optional = <Reader extends z.ZodType>(inner: Reader) => inner.nullable().default(null);

export const text = z.string();

export const matching = (pattern: RegExp, wanted: string) => z.string().regex(pattern, wanted);

export const digits = matching(/^\d{1,25}$/, 'digits only; copy the id from the console');

export const apiName = matching(/^[A-Za-z]\w{0,99}$/, 'the API name of a field, letters, digits and underscores only');

export const integer = (least: number, most: number) =>
  reader(`a whole number from ${least} to ${most}`, (written) => {
    const value = /^\d+$/.test(written) ? Number(written) : Number.NaN;
    return value >= least && value <= most ? value : undefined;
  });

export const port = integer(0, 65_535);

export const oneOf = <Value extends string>(...values: Value[]) =>
  reader(`one of ${values.join(', ')}`, (written) => values.find((value) => value === written.toLowerCase()));

export const flag = reader('true or false', (written) => {
  if (/^(true|yes|1|on)$/i.test(written)) return true;
  return /^(false|no|0|off)$/i.test(written) ? false : undefined;
});

/** Commas and line breaks part the words of a list. */
export const list = reader('a list of names separated by commas', (written) => {
  const names = written.split(',').map((name) => name.trim().toLowerCase());
  return names.every((name) => /^[a-z][a-z0-9-]*$/.test(name)) ? names : undefined;
});

export const idList = reader('ids in digits, separated by commas', (written) => {
  const ids = written.split(',').map((id) => id.trim());
  return ids.every((id) => /^\d{1,25}$/.test(id)) ? ids : undefined;
});

/** An address without a trailing slash; plain http only on this machine, because secrets travel on it. */
export const url = reader(
  'an https address (http only for 127.0.0.1 or localhost), for example https://desk.zoho.eu/api/v1',
  (written) => {
    if (!URL.canParse(written)) return undefined;
    const { protocol, hostname, username, password } = new URL(written);
    const isLocal = hostname === '127.0.0.1' || hostname === 'localhost' || hostname === '[::1]';
    const isSafe = protocol === 'https:' || (protocol === 'http:' && isLocal);
    return isSafe && username === '' && password === '' ? written.replace(/\/+$/, '') : undefined;
  },
);

/** The address of a PostgreSQL server. */
export const databaseUrl = reader(
  'an address such as postgres://user:password@host:5432/database; signs such as @ and / in a password are written %40 and %2F',
  (written) => (/^postgres(ql)?:\/\/./.test(written) && URL.canParse(written) ? written : undefined),
);

/** Where something of this installation answers, inside its own network too; without a trailing slash. */
export const webAddress = reader('an address such as http://127.0.0.1:8000', (written) => {
  if (!URL.canParse(written)) return undefined;
  const { protocol, search, hash } = new URL(written);
  const isPlain = (protocol === 'http:' || protocol === 'https:') && search === '' && hash === '';
  return isPlain ? written.replace(/\/+$/, '') : undefined;
});

/** A name or number of one machine, without scheme or port. */
export const host = reader('a host name or address without scheme and port, such as 127.0.0.1 or 0.0.0.0', (written) =>
  isIP(written) !== 0 || /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i.test(written)
    ? written
    : undefined,
);

export const email = reader('one e-mail address, such as support@company.com', (written) =>
  isMailAddress(written) ? written : undefined,
);

export const sender = reader('one address, such as Support <support@company.com>', (written) => {
  const [, name = '', address = ''] = /^([^<>\r\n]*)<([^<>]+)>$/.exec(written) ?? [null, '', written];
  return isMailAddress(address) && !/[,;:@]/.test(name) ? written : undefined;
});

/** A secret that two sides share. Refused when anybody would guess it: too short, or one character repeated. */
export const sharedSecret = (charactersMin: number) =>
  reader(
    `at least ${charactersMin} characters that cannot be guessed, for example from \`openssl rand -base64 32\``,
    (written) => (written.length >= charactersMin && new Set(written).size > 1 ? written : undefined),
  );

/** The key, and after a comma the one before it while keys are changed. */
export const secretKeys = reader(
  '32 random bytes in Base64, for example from `openssl rand -base64 32` (while keys are changed: the new one, a comma, the one before)',
  (written) => {
    const keys = written.split(',').map((part) => Buffer.from(part.trim(), 'base64'));
    const isSound = keys.length <= 2 && keys.every((key) => key.length === 32 && key.some((byte) => byte !== 0));
    return isSound && new Set(keys.map(String)).size === keys.length ? keys : undefined;
  },
);

/** `company.com=it@company.com, Other Ltd=boss@other.com`. */
export const contacts = reader('a list such as company.com=it@company.com, Other Ltd=boss@other.com', (written) => {
  const pairs = written.split(',').map((pair) => pair.split('=').map((part) => part.trim()));
  const read = pairs.map(([match = '', address = '']) => ({ match, email: address }));
  const isSound =
    pairs.every((pair) => pair.length === 2) && read.every((pair) => pair.match !== '' && isMailAddress(pair.email));
  return isSound ? read : undefined;
});

function isRsaKey(pem: string): boolean {
  try {
    return createPublicKey(pem).asymmetricKeyType === 'rsa';
  } catch {
    return false;
  }
}

/** One to three PEM keys after another, or their Base64 bodies separated by commas. */
export const publicKeys = reader(
  'the RSA public key that SalesIQ shows for the webhook (PEM, or its Base64 body)',
  (written) => {
    const pems = written.includes('BEGIN')
      ? (written.replaceAll('\\n', '\n').match(/-----BEGIN [A-Z ]+-----[\s\S]+?-----END [A-Z ]+-----/g) ?? [])
      : written.split(',').map((body) => `-----BEGIN PUBLIC KEY-----\n${body.trim()}\n-----END PUBLIC KEY-----`);
    return pems.length > 0 && pems.length <= 3 && pems.every(isRsaKey) ? pems : undefined;
  },
);
