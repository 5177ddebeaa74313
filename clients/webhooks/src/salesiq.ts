import { createHmac, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { isSameBytes, readBase64, readHex } from './signature-text.ts';

/**
 * Checks the RSA signature of SalesIQ's event webhooks and Zobot calls (header `x-siqsignature`; contract salesiq §4.1):
 * SHA-256, PKCS#1 v1.5, Base64, over the raw bytes. Keys are Base64 X.509 with or without PEM lines; any one may match, which is
 * two while they are changed. No key means no. The signature holds no time: keep out doubles by the delivery's own key.
 * @example verifySalesIqRsa({ rawBody, signature: request.headers['x-siqsignature'] ?? '', publicKeys })
 */
export function verifySalesIqRsa(options: { rawBody: Uint8Array; signature: string; publicKeys: string[] }): boolean {
  const signature = readBase64(options.signature);
  if (signature === null) return false;
  return options.publicKeys.some((text) => {
    const key = readKey(text);
    return key !== null && verify('RSA-SHA256', options.rawBody, key, signature);
  });
}

/** Line ends may be written as `\n`, as settings do. */
function readKey(text: string): KeyObject | null {
  const base64 = text.replace(/-----[A-Z ]+-----/g, '').replace(/\\n|\s/g, '');
  try {
    const key = createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' });
    return key.asymmetricKeyType === 'rsa' ? key : null;
  } catch {
    return null;
  }
}

/**
 * Checks the event style of seed 004 (header `x-salesiq-signature`): lower-case hex HMAC-SHA256 over the raw bytes. No secret means no.
 * @example verifySalesIqHmac({ rawBody, signature: request.headers['x-salesiq-signature'] ?? '', secret })
 */
export function verifySalesIqHmac(options: { rawBody: Uint8Array; signature: string; secret: string }): boolean {
  if (options.secret === '') return false;
  const expected = createHmac('sha256', options.secret).update(options.rawBody).digest();
  return isSameBytes(readHex(options.signature, 32), expected);
}
