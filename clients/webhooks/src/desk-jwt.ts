import { createPublicKey, type KeyObject, verify } from 'node:crypto';

export type DeskKey = { kid: string; n: string; e: string };

export type DeskJwtCheck =
  | { ok: true; organizationId: string; webhookId: string }
  | { ok: false; reason: 'malformed' | 'unknown-key' | 'signature' | 'time' | 'organisation' | 'webhook' };

export type DeskJwtOptions = {
  /** Header `x-zdesk-jwt`. */
  token: string;
  /** Of `https://{deskHost}/.well-known/jwks.json`. */
  keys: readonly DeskKey[];
  organizationId: string;
  /** Of your own subscriptions; none means no. */
  webhookIds: readonly string[];
  now: Date;
  /** How far the clocks may be apart; default 60 000 ms. */
  skewMs?: number;
  /** How long a token may be good for at all; default an hour. */
  lifeMsMax?: number;
};

/**
 * Checks the JWT of a Desk delivery (contract zoho-desk §10.3). It does not cover the body, so anybody who saw one can send another
 * body with it while it lives: take nothing but ids from the body and read the ticket or comment through the API.
 * @example const check = verifyDeskJwt({ token: request.headers['x-zdesk-jwt'] ?? '', keys, organizationId, webhookIds, now: new Date() });
 */
export function verifyDeskJwt(options: DeskJwtOptions): DeskJwtCheck {
  const parts = options.token.split('.');
  const [head = '', body = '', signature = ''] = parts;
  const header = readPart(head);
  const claims = readPart(body);
  const bytes = readBase64Url(signature);
  // The algorithm is pinned: a token must not choose it.
  if (parts.length !== 3 || header === null || claims === null || bytes === null || text(header, 'alg') !== 'RS256')
    return { ok: false, reason: 'malformed' };
  const key = options.keys.find(({ kid }) => kid !== '' && kid === text(header, 'kid'));
  if (key === undefined) return { ok: false, reason: 'unknown-key' };
  const publicKey = readKey(key);
  if (publicKey === null || !verify('RSA-SHA256', Buffer.from(`${head}.${body}`), publicKey, bytes))
    return { ok: false, reason: 'signature' };
  return checkClaims(claims, options);
}

/** The id of the key that a token names, to know whether the kept keys are enough; null when the token is none. */
export function deskKeyIdOf(token: string): string | null {
  return text(readPart(token.split('.')[0] ?? ''), 'kid');
}

/** The RSA keys of a key set. */
export function readDeskKeys(keySet: unknown): DeskKey[] {
  const keys = member(keySet, 'keys');
  if (!Array.isArray(keys)) return [];
  return keys.flatMap((key: unknown) => {
    const [kid, n, e] = [text(key, 'kid'), text(key, 'n'), text(key, 'e')];
    return text(key, 'kty') === 'RSA' && kid !== null && n !== null && e !== null ? [{ kid, n, e }] : [];
  });
}

function checkClaims(claims: object, options: DeskJwtOptions): DeskJwtCheck {
  const { organizationId, webhookIds, now, skewMs = 60_000, lifeMsMax = 3_600_000 } = options;
  const [issuedAt, expiresAt] = [readTime(claims, 'iat'), readTime(claims, 'exp')];
  const at = now.getTime();
  const isInTime =
    issuedAt !== null &&
    expiresAt !== null &&
    issuedAt <= at + skewMs &&
    expiresAt > at - skewMs &&
    expiresAt - issuedAt <= lifeMsMax;
  if (!isInTime) return { ok: false, reason: 'time' };
  if (organizationId === '' || text(claims, 'iss') !== `orgId:${organizationId}`)
    return { ok: false, reason: 'organisation' };
  const webhookId = webhookIds.find((id) => id !== '' && text(claims, 'aud') === `webhookId:${id}`);
  return webhookId === undefined ? { ok: false, reason: 'webhook' } : { ok: true, organizationId, webhookId };
}

/** The documentation speaks of milliseconds, its example shows seconds: both are understood. */
function readTime(claims: object, name: string): number | null {
  const value = member(claims, name);
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return null;
  return value > 100_000_000_000 ? value : value * 1_000;
}

const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

function text(value: unknown, name: string): string | null {
  const found = member(value, name);
  return typeof found === 'string' ? found : null;
}

function readPart(part: string): object | null {
  const bytes = readBase64Url(part);
  if (bytes === null) return null;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function readBase64Url(part: string): Buffer | null {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return null;
  const bytes = Buffer.from(part, 'base64url');
  return bytes.toString('base64url') === part ? bytes : null;
}

function readKey({ n, e }: DeskKey): KeyObject | null {
  try {
    return createPublicKey({ key: { kty: 'RSA', n, e }, format: 'jwk' });
  } catch {
    return null;
  }
}
