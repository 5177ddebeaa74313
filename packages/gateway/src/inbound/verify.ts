import { verifySalesIqHmac, verifySalesIqRsa, verifySharedSecret } from '@baton/client-webhooks';
import type { InboundHeaders } from './parse.ts';
import type { Inbound } from './types.ts';

/** `isFlatOpen` is for the loopback demo only: the flat shape then needs no secret. */
export type InboundSecrets = {
  publicKeys: string[];
  hmacSecret: string | null;
  flatSecret: string | null;
  isFlatOpen: boolean;
};
export type SignatureCheck = { ok: true; covers: 'rsa' | 'hmac' | 'flat' } | { ok: false };

const refused: SignatureCheck = { ok: false };

/** Checks the raw bytes before anything is parsed. The header selects the check; no secret configured means refused. */
export function checkSignature(input: {
  rawBody: Buffer;
  headers: InboundHeaders;
  secrets: InboundSecrets;
}): SignatureCheck {
  const { rawBody, headers, secrets } = input;
  const rsa = headers['x-siqsignature'];
  if (rsa !== undefined) {
    const isGenuine =
      typeof rsa === 'string' && verifySalesIqRsa({ rawBody, signature: rsa, publicKeys: secrets.publicKeys });
    return isGenuine ? { ok: true, covers: 'rsa' } : refused;
  }
  const hmac = headers['x-salesiq-signature'];
  if (hmac !== undefined) {
    const isGenuine =
      typeof hmac === 'string' && verifySalesIqHmac({ rawBody, signature: hmac, secret: secrets.hmacSecret ?? '' });
    return isGenuine ? { ok: true, covers: 'hmac' } : refused;
  }
  return checkFlat(headers['x-baton-secret'], secrets);
}

function checkFlat(given: string | string[] | undefined, secrets: InboundSecrets): SignatureCheck {
  const isWaived = secrets.isFlatOpen && (given === undefined || secrets.flatSecret === null);
  const isGenuine = typeof given === 'string' && verifySharedSecret({ given, expected: secrets.flatSecret ?? '' });
  return isWaived || isGenuine ? { ok: true, covers: 'flat' } : refused;
}

/** Whether a passed check speaks for this shape; a valid signature of one sender must not carry another's shape. */
export function isCovered(inbound: Inbound, covers: 'rsa' | 'hmac' | 'flat'): boolean {
  switch (inbound.type) {
    case 'flat':
      return covers === 'flat';
    case 'seed-event':
      return covers === 'hmac';
    case 'zobot':
    case 'salesiq-event':
      return covers === 'rsa';
    default: {
      const never: never = inbound;
      return never;
    }
  }
}
