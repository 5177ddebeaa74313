import type { RawRequest } from '@baton/core';
import type { Counters } from '../metrics.ts';
import type { Logger } from './logger.ts';
import { createQuieter } from './quieter.ts';

export type Refusal = {
  /** Name of the adapter, `none` when no adapter took the request. */
  adapter: string;
  /** A stable code, for metrics. */
  reason: string;
  /** What to check first; nothing of the request's body and no secret. */
  advice: string;
  request: RawRequest;
};

export type ReportRefusal = (refusal: Refusal) => void;

/** Counts each refused webhook, and logs the first of each reason in a minute with how many like it went unlogged before. */
export function createRefusalReport(dependencies: {
  logger: Pick<Logger, 'warn'>;
  counters: Counters;
  now(): Date;
}): ReportRefusal {
  const { logger, counters, now } = dependencies;
  const quieten = createQuieter(now);
  return ({ adapter, reason, advice, request }) => {
    counters.add('baton_webhooks_refused_total', { adapter, reason });
    const suppressed = quieten(JSON.stringify([adapter, reason]));
    if (suppressed === null) return;
    logger.warn('webhook-refused', { adapter, reason, advice, ...describeBody(request), suppressed });
  };
}

/** What tells whether something on the way has altered the body: a length that is not the sender's, or an encoding. */
function describeBody({ headers, body }: RawRequest): Record<string, number | boolean | null> {
  const length = String(headers['content-length'] ?? '');
  return {
    bodyBytes: body.byteLength,
    contentLength: /^\d{1,9}$/.test(length) ? Number(length) : null,
    isEncoded: headers['content-encoding'] !== undefined,
    isForwarded: headers['via'] !== undefined || headers['x-forwarded-for'] !== undefined,
  };
}
