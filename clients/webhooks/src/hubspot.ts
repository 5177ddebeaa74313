import { createHash, createHmac } from 'node:crypto';
import { isRecent, isSameBytes, readBase64, readHex } from './signature-text.ts';

export type HubSpotDelivery = {
  method: string;
  /** The whole public address as HubSpot knows it: from your own settings and the path, never from a Host header taken on trust. */
  url: string;
  rawBody: Uint8Array;
  /** Header names in lower case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The client secret, and the one before while it is changed. */
  secrets: readonly string[];
  now: Date;
  /** Default `v3` alone: v1 and v2 hold no time and can be sent again by anybody who saw them once. */
  versions?: readonly ('v1' | 'v2' | 'v3')[];
};

const windowMs = 300_000;

/**
 * Checks what HubSpot signs. v3: header `x-hubspot-signature-v3`, Base64 HMAC-SHA256 over method, address, body and timestamp, at most
 * 5 minutes off in either direction. v2 and v1: header `x-hubspot-signature`, hex SHA-256 over the secret and what follows. No secret
 * means no.
 * @example verifyHubSpot({ method: 'POST', url: `${publicBaseUrl}${request.url}`, rawBody, headers: request.headers, secrets: [secret], now: new Date() })
 */
export function verifyHubSpot(delivery: HubSpotDelivery): boolean {
  const { headers, versions = ['v3'] } = delivery;
  const secrets = delivery.secrets.filter((secret) => secret !== '');
  const v3 = headers['x-hubspot-signature-v3'];
  // Where the stronger signature is there and wanted, it alone counts: nobody may fall back to a weaker one.
  if (v3 !== undefined && versions.includes('v3')) return secrets.some((secret) => isV3(delivery, v3, secret));
  const signature = readHex(headers['x-hubspot-signature'] ?? '', 32);
  const named = headers['x-hubspot-signature-version'] ?? 'v1';
  if (named === 'v2' && versions.includes('v2'))
    return secrets.some((secret) =>
      isSameBytes(signature, sha256(secret, delivery.method.toUpperCase(), delivery.url, delivery.rawBody)),
    );
  if (named === 'v1' && versions.includes('v1'))
    return secrets.some((secret) => isSameBytes(signature, sha256(secret, delivery.rawBody)));
  return false;
}

function isV3({ method, url, rawBody, headers, now }: HubSpotDelivery, signature: string, secret: string): boolean {
  const timestamp = headers['x-hubspot-request-timestamp'] ?? '';
  if (!isRecent(timestamp, { now, windowMs, unit: 1 })) return false;
  const expected = createHmac('sha256', secret)
    .update(`${method.toUpperCase()}${decodeSome(url)}`)
    .update(rawBody)
    .update(timestamp)
    .digest();
  return isSameBytes(readBase64(signature), expected);
}

const decoded: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

/** HubSpot decodes these and no other escapes before it signs. */
const decodeSome = (url: string): string =>
  url.replace(/%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi, (sequence) => decoded[sequence.toUpperCase()] ?? sequence);

function sha256(...parts: readonly (string | Uint8Array)[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}
