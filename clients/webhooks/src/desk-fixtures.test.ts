import { generateKeyPairSync, sign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readDeskKeys, verifyDeskJwt } from './desk-jwt.ts';

type Delivery = {
  headers: Record<string, string>;
  jwt: { header: { kid: string }; claims: { iss: string; aud: string; iat: number; exp: number } };
};

const folder = new URL('../../../fixtures/desk/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.startsWith('webhook.event.'));

/** The samples hold header and claims; the signature needs a key of our own. */
test.each(names)('the JWT of %s is understood', (name) => {
  const { delivery }: { delivery: Delivery } = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const { header, claims } = delivery.jwt;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const keys = readDeskKeys({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: header.kid }] });
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const token = `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
  const ids = { organizationId: claims.iss.replace('orgId:', ''), webhookId: claims.aud.replace('webhookId:', '') };
  const issuedAt = claims.iat > 1e11 ? claims.iat : claims.iat * 1_000;
  const options = { token, keys, organizationId: ids.organizationId, webhookIds: [ids.webhookId] };
  expect(verifyDeskJwt({ ...options, now: new Date(issuedAt + 1_000) })).toEqual({ ok: true, ...ids });
  expect(verifyDeskJwt({ ...options, now: new Date(issuedAt + 86_400_000) })).toEqual({ ok: false, reason: 'time' });
  expect(Object.keys(delivery.headers).map((header) => header.toLowerCase())).toContain('x-zdesk-jwt');
});

test('there are such samples', () => expect(names.length).toBeGreaterThan(2));
