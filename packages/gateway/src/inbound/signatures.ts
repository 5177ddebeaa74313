import { createHmac, createPublicKey, createVerify, type KeyObject, timingSafeEqual } from 'node:crypto';

/** SHA256withRSA over the raw bytes; any of the keys (SPKI, Base64 with or without PEM lines) may match (contract salesiq §4.1). */
export function verifySalesIqRsa(input: { rawBody: Buffer; signature: string; publicKeys: string[] }): boolean {
  return input.publicKeys.some((text) => {
    const key = readPublicKey(text);
    return key !== null && createVerify('RSA-SHA256').update(input.rawBody).verify(key, input.signature, 'base64');
  });
}

/** The RSA public key in a setting, or null when the text is not one. */
export function readPublicKey(text: string): KeyObject | null {
  const base64 = text.replace(/-----[A-Z ]+-----/g, '').replace(/\\n|\s/g, '');
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' ? key : null;
  } catch {
    return null;
  }
}

/** Hex HMAC-SHA256 over the raw bytes, as in seed 004. */
export function verifySalesIqHmac(input: { rawBody: Buffer; signature: string; secret: string }): boolean {
  if (input.secret === '' || !/^[0-9a-f]{64}$/i.test(input.signature)) return false;
  const expected = createHmac('sha256', input.secret).update(input.rawBody).digest();
  return timingSafeEqual(Buffer.from(input.signature, 'hex'), expected);
}

/** Compares in constant time; both sides are hashed first, so that lengths do not show. */
export function verifySharedSecret(input: { given: string; expected: string }): boolean {
  if (input.expected === '') return false;
  const digest = (text: string) => createHmac('sha256', 'shared-secret').update(text).digest();
  return timingSafeEqual(digest(input.given), digest(input.expected));
}
