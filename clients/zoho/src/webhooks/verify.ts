import { createHash, createHmac, createPublicKey, type KeyObject, timingSafeEqual, verify } from 'node:crypto';

/**
 * Checks the RSA signature of SalesIQ's event webhooks and Zobot calls (header `x-siqsignature`; contract salesiq §4.1):
 * SHA-256, PKCS#1 v1.5, Base64, over the raw bytes. Keys are Base64 X.509 with or without PEM lines; any one may match.
 * No key means no.
 */
export function verifySalesIqRsa(options: { rawBody: Uint8Array; signature: string; publicKeys: string[] }): boolean {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(options.signature)) return false;
  const signature = Buffer.from(options.signature, 'base64');
  return options.publicKeys.some((text) => {
    const key = readKey(text);
    return key !== null && verify('RSA-SHA256', options.rawBody, key, signature);
  });
}

function readKey(text: string): KeyObject | null {
  const base64 = text.replace(/-----[A-Z ]+-----/g, '').replace(/\s/g, '');
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
  } catch {
    return null;
  }
}

/** Checks the event style of seed 004 (header `x-salesiq-signature`): lower-case hex HMAC-SHA256 over the raw bytes. No secret means no. */
export function verifySalesIqHmac(options: { rawBody: Uint8Array; signature: string; secret: string }): boolean {
  if (options.secret === '' || !/^[0-9a-f]{64}$/.test(options.signature)) return false;
  const expected = createHmac('sha256', options.secret).update(options.rawBody).digest();
  return timingSafeEqual(expected, Buffer.from(options.signature, 'hex'));
}

/** Compares a shared secret in constant time. An empty expected secret means no. */
export function verifySharedSecret(options: { given: string; expected: string }): boolean {
  if (options.expected === '') return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(options.given), digest(options.expected));
}
