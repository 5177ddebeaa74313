import { verifyHubSpot } from '@baton/client-webhooks';
import type { RawRequest, Verification } from '@baton/core';

/** What HubSpot's requests are checked with: the app's client secret, and the one before while it is changed. Empty: all are refused. */
export type HubSpotSecrets = { secrets: readonly string[] };

const signatureHeader = 'x-hubspot-signature-v3';
const timestampHeader = 'x-hubspot-request-timestamp';

/**
 * Checks the raw bytes. Only v3 is believed (contract hubspot §10): what v1 and v2 sign holds no time. A request that is sent again within
 * its five minutes is the same delivery, and known by its key.
 */
export function verifyHubSpotRequest(request: RawRequest, { secrets }: HubSpotSecrets): Verification {
  const { method, url, body: rawBody, headers, receivedAt: now } = request;
  if (secrets.every((secret) => secret === ''))
    return refuse('no-client-secret', 'HUBSPOT_CLIENT_SECRET is not set, so nobody can be believed to be HubSpot.');
  const signature = headers[signatureHeader];
  const timestamp = headers[timestampHeader];
  if (typeof signature !== 'string' || typeof timestamp !== 'string' || signature === '')
    return refuse(
      'signature-unreadable',
      `The headers ${signatureHeader} and ${timestampHeader} must both be there once. A proxy may have dropped or doubled them.`,
    );
  const given = { [signatureHeader]: signature, [timestampHeader]: timestamp };
  if (verifyHubSpot({ method, url, rawBody, headers: given, secrets, now })) return { ok: true, covers: 'v3' };
  const offMs = Math.abs(now.getTime() - Number(timestamp));
  if (!(offMs <= 300_000))
    return refuse(
      'signature-stale',
      'The request was signed more than five minutes before or after now. Set the clock of this machine; a request that was recorded is refused on purpose.',
    );
  return refuse(
    'signature-wrong',
    'HUBSPOT_CLIENT_SECRET did not sign this. It must be that of the app whose webhook this is, and BATON_PUBLIC_URL the address that HubSpot calls, for the address is signed too. If both are right, a proxy has altered the body or the path.',
  );
}

const refuse = (reason: string, advice: string): Verification => ({ ok: false, reason, advice });
