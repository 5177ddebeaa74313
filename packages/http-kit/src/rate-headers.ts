/** What a vendor says of its limit; null where it says nothing. */
export type RateLimit = { limit: number | null; remaining: number | null; resetInMs: number | null };

/**
 * How long a vendor asks to wait, in milliseconds, null when it does not say: `Retry-After` as seconds (whole or decimal) or as any of
 * the three HTTP dates, `retry-after-ms`, and, on 429 alone, the reset of `x-ratelimit-*` when nothing else is there. Of several
 * values (`60, 120`) the longest counts; a moment in the past is 0.
 */
export function readRetryAfter(headers: Headers, now: number, status?: number): number | null {
  const inMs = readNumber(headers.get('retry-after-ms'));
  if (inMs !== null) return Math.max(0, inMs);
  const value = headers.get('retry-after');
  const waits = value === null ? [] : toWaits(value, now);
  if (waits.length > 0) return Math.max(0, ...waits);
  return status === 429 ? readRateLimit(headers, now).resetInMs : null;
}

/** `x-ratelimit-*`, `x-rate-limit-*` and the draft standard's `ratelimit-*`. */
export function readRateLimit(headers: Headers, now: number): RateLimit {
  const first = (name: string): string | null => {
    for (const prefix of ['x-ratelimit-', 'x-rate-limit-', 'ratelimit-']) {
      const value = headers.get(`${prefix}${name}`);
      if (value !== null) return value;
    }
    return null;
  };
  const reset = first('reset');
  return {
    limit: readNumber(first('limit')),
    remaining: readNumber(first('remaining')),
    resetInMs: reset === null ? null : toResetWait(reset.trim(), now),
  };
}

function readNumber(value: string | null): number | null {
  const match = value === null ? null : /^\s*(\d+(?:\.\d+)?)\s*(?:[,;]|$)/.exec(value);
  return match === null ? null : Number(match[1]);
}

/** Dates hold a comma themselves, so a list is only split when every part is a number. */
function toWaits(value: string, now: number): number[] {
  const parts = value.split(',').map((part) => part.trim());
  if (parts.every((part) => /^\d+(\.\d+)?$/.test(part))) return parts.map((part) => Math.ceil(Number(part) * 1_000));
  const at = parseDate(value.trim());
  return at === null ? [] : [at - now];
}

/** The obsolete asctime form has no zone, but means UTC like the others. */
function parseDate(text: string): number | null {
  const isZoned = /(GMT|UTC|Z|[+-]\d{2}:?\d{2})$/i.test(text);
  if (!/\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\b|\d{4}-\d{2}-\d{2}/i.test(text)) return null;
  const at = Date.parse(isZoned ? text : `${text} GMT`);
  return Number.isFinite(at) ? at : null;
}

/** A reset is told as seconds from now, as epoch seconds, as epoch milliseconds or as a date. */
function toResetWait(text: string, now: number): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) {
    const value = Number(text);
    if (value > 100_000_000_000) return Math.max(0, value - now);
    if (value > 1_000_000_000) return Math.max(0, value * 1_000 - now);
    return Math.ceil(value * 1_000);
  }
  const at = parseDate(text);
  return at === null ? null : Math.max(0, at - now);
}
