/** A time without a zone would be read in ours. */
const zonedTime = /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/;
const earliestMs = Date.parse('2000-01-01T00:00:00Z');
const latestMs = Date.parse('2100-01-01T00:00:00Z');

/**
 * The time that a vendor gives an event, ISO or milliseconds since 1970 in digits, as ISO in UTC. Null for what cannot be one, such as
 * seconds that were sent as milliseconds, and where none is given.
 */
export function readEventTime(written: string | null): string | null {
  const ms = /^\d+$/.test(written ?? '')
    ? Number(written)
    : zonedTime.test(written ?? '')
      ? Date.parse(written ?? '')
      : 0;
  return ms >= earliestMs && ms < latestMs ? new Date(ms).toISOString() : null;
}
