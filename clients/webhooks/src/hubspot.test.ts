import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { verifyHubSpot } from './hubspot.ts';

type V3 = {
  name: string;
  method: string;
  requestUrl: string;
  rawBody: string;
  timestampHeader: string | null;
  signatureV3: string | null;
  nowMs: number;
  expect: 'accept' | 'reject';
};
type Old = { method?: string; url?: string; rawBody: string; signature: string; versionHeader: 'v1' | 'v2' };

const vectors: { clientSecret: string; v3: V3[]; v2: Old[]; v1: Old[] } = JSON.parse(
  readFileSync(new URL('../../../fixtures/hubspot/signature-vectors.json', import.meta.url), 'utf8'),
);
const secrets = [vectors.clientSecret];
const publicOrigin = 'https://handoff.example.test';

/** As the documentation of `url` says: origin from the settings, the rest from the request. */
const toPublicUrl = (requestUrl: string): string => requestUrl.replace(/^https?:\/\/[^/]+/, publicOrigin);

describe('the published vectors', () => {
  test.each(vectors.v3)('v3 $name: $expect', (vector) => {
    const isAccepted = verifyHubSpot({
      method: vector.method,
      url: toPublicUrl(vector.requestUrl),
      rawBody: Buffer.from(vector.rawBody),
      headers: {
        'x-hubspot-signature-v3': vector.signatureV3 ?? undefined,
        'x-hubspot-request-timestamp': vector.timestampHeader ?? undefined,
      },
      secrets,
      now: new Date(vector.nowMs),
    });
    expect(isAccepted ? 'accept' : 'reject').toBe(vector.expect);
  });

  test.each([...vectors.v2, ...vectors.v1])('$versionHeader, only where it is asked for', (vector) => {
    const delivery = {
      method: vector.method ?? 'POST',
      url: vector.url ?? publicOrigin,
      rawBody: Buffer.from(vector.rawBody),
      headers: { 'x-hubspot-signature': vector.signature, 'x-hubspot-signature-version': vector.versionHeader },
      secrets,
      now: new Date(),
    };
    expect(verifyHubSpot({ ...delivery, versions: [vector.versionHeader] })).toBe(true);
    expect(verifyHubSpot(delivery)).toBe(false);
  });
});
