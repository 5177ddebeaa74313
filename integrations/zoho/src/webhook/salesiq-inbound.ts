import type { InboundAdapter } from '@baton/core';
import { toDelivery } from './intent.ts';
import { parseSalesIq } from './parse.ts';
import { hmacHeader, rsaHeader, type SalesIqSecrets, verifySalesIq } from './verify.ts';

/** Everything SalesIQ sends: Zobot calls, event webhooks, and events in the style of seed 004. Takes what bears one of their signatures. */
export function createSalesIqInbound(secrets: SalesIqSecrets): InboundAdapter {
  return {
    name: 'salesiq',
    path: '/webhook/salesiq',
    keptHeaders: [],
    prepare: null,
    recognises: ({ headers }) => headers[rsaHeader] !== undefined || headers[hmacHeader] !== undefined,
    verify: (request) => verifySalesIq(request, secrets),
    parse: ({ body }, covers) => [toDelivery(parseSalesIq(body, covers))],
  };
}
