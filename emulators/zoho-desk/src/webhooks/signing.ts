import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { EmulatorHost, Row } from '@baton/emulator-kit';
import { organizationId } from '../rows.ts';

const lifeSeconds = 300;

export type Signer = {
  /** The JWT of one delivery. It does not cover the body (contract zoho-desk §10.3). */
  tokenFor(webhookId: string): string;
  jwks(): { keys: Record<string, unknown>[] };
};

/** RS256 with one key pair that is made when it is first needed and kept across restarts. */
export function createSigner(host: EmulatorHost): Signer {
  const keys = host.collection<Row & { privatePem: string }>('desk', 'keys', { isInternal: true });
  const current = (): { id: string; privatePem: string } => {
    const [row] = keys.list();
    if (row !== undefined) return row;
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const privatePem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    return keys.insert({ id: `desk-${host.nextId()}`, privatePem });
  };
  return {
    tokenFor: (webhookId) => {
      const { id: kid, privatePem } = current();
      const iat = Math.floor(host.clock.now().getTime() / 1_000);
      const claims = { iss: `orgId:${organizationId}`, aud: `webhookId:${webhookId}`, iat, exp: iat + lifeSeconds };
      const signed = [{ alg: 'RS256', kid, typ: 'JWT' }, claims].map(encode).join('.');
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privatePem).toString('base64url')}`;
    },
    jwks: () => {
      const { id: kid, privatePem } = current();
      const { kty, n, e } = createPublicKey(privatePem).export({ format: 'jwk' });
      return { keys: [{ kty, n, e, kid, alg: 'RS256', use: 'sig' }] };
    },
  };
}

const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
