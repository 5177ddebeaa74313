import { createHmac, generateKeyPairSync, sign } from 'node:crypto';

/** An RSA pair as SalesIQ shows it: the public part as Base64 X.509 (SPKI) without PEM lines. */
export interface SigningPair {
  privatePem: string;
  publicKey: string;
}

export function createSigningPair(): SigningPair {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    privatePem: pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey: pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
  };
}

const firstPairs: SigningPair[] = [];

/**
 * The pair that a new portal begins with in this place. All portals of this process begin with the same ones: a pair takes 160 ms of
 * processor time, and tests make hundreds of portals. Keys that are made later are each their own.
 */
export function firstSigningPair(place: number): SigningPair {
  const pair = firstPairs[place] ?? createSigningPair();
  firstPairs[place] = pair;
  return pair;
}

/** `x-siqsignature`: SHA-256 with RSA (PKCS#1 v1.5) over the raw bytes, Base64 (salesiq.md §4.1). */
export function signRsa(privatePem: string, body: Buffer): string {
  return sign('RSA-SHA256', body, privatePem).toString('base64');
}

/** `x-salesiq-signature` of the seed dialect: hex HMAC-SHA256 over the raw bytes (salesiq.md §9.2). */
export function signHmac(secret: string, body: Buffer): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}
