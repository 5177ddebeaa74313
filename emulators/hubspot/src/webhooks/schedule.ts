/** Parts of the whole time after which each retry comes at the latest. */
const parts = [1 / 1440, 5 / 1440, 15 / 1440, 1 / 48, 1 / 24, 1 / 12, 1 / 6, 1 / 3, 2 / 3, 1];

/**
 * When the next try is: ten retries within 24 hours, spread at random (contract hubspot §9). How they lie in that time is a guess.
 * Null when all were made.
 */
export function nextTryAt(firstAt: number, attempt: number, wholeMs: number): number | null {
  const until = parts[attempt];
  if (until === undefined) return null;
  const from = parts[attempt - 1] ?? 0;
  return Math.round(firstAt + wholeMs * (from + (until - from) * (0.5 + Math.random() / 2)));
}
