import { type DeskJwtCheck, verifyDeskJwt } from '@baton/client-webhooks';
import type { DeskKeySet } from '@baton/client-zoho';
import type { InboundAdapter, RawRequest, Verification } from '@baton/core';
import { ClientError } from '@baton/http-kit';
import { parseDeskEvents } from './parse.ts';
import { toDelivery } from './to-delivery.ts';

export type DeskInboundSettings = {
  organizationId: string;
  /** Of our own subscriptions; none: everything is refused. */
  webhookIds: readonly string[];
  keys: DeskKeySet;
};

const tokenHeader = 'x-zdesk-jwt';

/**
 * Event subscriptions of Zoho Desk (contract zoho-desk §10). What proves the sender does not cover the body: nothing but ids are taken from
 * it, and the ticket is read through the API.
 */
export function createDeskInbound(settings: DeskInboundSettings): InboundAdapter {
  return {
    name: 'desk',
    path: '/webhook/desk',
    keptHeaders: [],
    prepare: null,
    recognises: () => true,
    verify: (request) => verify(request, settings),
    parse: ({ body }) => {
      const [first, ...rest] = parseDeskEvents(body);
      const { organizationId } = settings;
      return [toDelivery(first, organizationId), ...rest.map((event) => toDelivery(event, organizationId))];
    },
  };
}

async function verify({ headers, receivedAt: now }: RawRequest, settings: DeskInboundSettings): Promise<Verification> {
  const { organizationId, webhookIds, keys: keySet } = settings;
  if (webhookIds.length === 0)
    return refuse('no-webhook-id', 'DESK_WEBHOOK_IDS is not set, so no subscription of Zoho Desk is believed.');
  const token = headers[tokenHeader];
  if (typeof token !== 'string' || token === '')
    return refuse(
      'token-missing',
      `The header ${tokenHeader} must be there once. A webhook of a workflow rule has none: use an event subscription.`,
    );
  try {
    const keys = await keySet.keysFor(token);
    const check = verifyDeskJwt({ token, keys, organizationId, webhookIds, now });
    return check.ok ? { ok: true, covers: 'jwt' } : refuse(`token-${check.reason}`, advices[check.reason]);
  } catch (error) {
    if (!(error instanceof ClientError)) throw error;
    return refuse(
      'keys-unavailable',
      "Desk's public keys could not be fetched, so its delivery was not believed; what it told is seen at the next look at the ticket. Look whether this machine reaches Zoho Desk.",
    );
  }
}

type Fault = Extract<DeskJwtCheck, { ok: false }>['reason'];

const advices: Record<Fault, string> = {
  malformed: `The header ${tokenHeader} is no RS256 token. A proxy may have cut it.`,
  'unknown-key':
    'No public key of Zoho Desk made this token. Look whether ZOHO_DATA_CENTER is the one of this Desk; else somebody made it up.',
  signature: 'The token names a key of Zoho Desk that did not sign it. A proxy has altered it, or somebody made it up.',
  time: 'The token is of another time. Set the clock of this machine; a delivery that was recorded is refused on purpose.',
  organisation: 'The token is of another organisation than DESK_ORGANIZATION_ID.',
  webhook:
    'The token is of a subscription that DESK_WEBHOOK_IDS does not name. Add its id if it is yours, or delete the subscription.',
};

const refuse = (reason: string, advice: string): Verification => ({ ok: false, reason, advice });
