import { createHmac, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { isRecent, isSameBytes, readBase64 } from './signature-text.ts';

export type StandardWebhook = {
  rawBody: Uint8Array;
  /** Header names in lower case: `webhook-id`, `webhook-timestamp`, `webhook-signature`. */
  headers: Readonly<Record<string, string | undefined>>;
  /** Secrets (`whsec_…`) and public keys (`whpk_…`); any one may match. */
  keys: readonly string[];
  now: Date;
  /** Default 5 minutes, in both directions. */
  windowMs?: number;
};

/** Ed25519's public keys in DER are these bytes and the key. */
const ed25519Head = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Checks a delivery that is signed as the Standard Webhooks specification says: `v1` (HMAC-SHA256) and `v1a` (Ed25519) over
 * `id.timestamp.body`; of several signatures any one may match. No key means no.
 * @example verifyStandardWebhook({ rawBody, headers: request.headers, keys: ['whsec_…'], now: new Date() })
 */
export function verifyStandardWebhook({ rawBody, headers, keys, now, windowMs = 300_000 }: StandardWebhook): boolean {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': list = '' } = headers;
  // A dot in the id would let its end pass for a timestamp.
  if (id === '' || id.includes('.') || !isRecent(timestamp, { now, windowMs, unit: 1_000 })) return false;
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`, 'utf8'), rawBody]);
  const signatures = list.split(' ').slice(0, 20);
  return keys.some((key) => signatures.some((signature) => isSignedBy(key, signature, signed)));
}

function isSignedBy(key: string, signature: string, signed: Buffer): boolean {
  const [version = '', text = '', ...rest] = signature.split(',');
  const bytes = rest.length > 0 ? null : readBase64(text);
  if (bytes === null) return false;
  if (version === 'v1' && key.startsWith('whsec_')) {
    const secret = readBase64(key.slice('whsec_'.length));
    return secret !== null && isSameBytes(bytes, createHmac('sha256', secret).update(signed).digest());
  }
  if (version === 'v1a' && key.startsWith('whpk_')) {
    const publicKey = readEd25519(key.slice('whpk_'.length));
    return publicKey !== null && verify(null, signed, publicKey, bytes);
  }
  return false;
}

function readEd25519(text: string): KeyObject | null {
  const bytes = readBase64(text);
  if (bytes === null || bytes.length !== 32) return null;
  return createPublicKey({ key: Buffer.concat([ed25519Head, bytes]), format: 'der', type: 'spki' });
}
