import { createHash, timingSafeEqual } from 'node:crypto';

/** The bytes of a Base64 text in its one proper form; null for any other, which a lenient reader would let pass. */
export function readBase64(text: string): Buffer | null {
  if (text === '' || text.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : null;
}

/** The bytes of a lower-case hexadecimal text of exactly so many bytes, else null. */
export const readHex = (text: string, bytes: number): Buffer | null =>
  text.length === bytes * 2 && /^[0-9a-f]*$/.test(text) ? Buffer.from(text, 'hex') : null;

/** Constant in time for values of one length; others are unequal. */
export const isSameBytes = (given: Buffer | null, expected: Buffer): boolean =>
  given !== null && given.length === expected.length && timingSafeEqual(given, expected);

/**
 * Whether a timestamp is within the window, in both directions. `unit`: how many milliseconds its digits count.
 */
export function isRecent(
  timestamp: string,
  { now, windowMs, unit }: { now: Date; windowMs: number; unit: 1 | 1_000 },
): boolean {
  if (!/^\d{1,16}$/.test(timestamp)) return false;
  return Math.abs(now.getTime() - Number(timestamp) * unit) <= windowMs;
}

/** Compares a shared secret in constant time. An empty expected secret means no. */
export function verifySharedSecret(options: { given: string; expected: string }): boolean {
  if (options.expected === '') return false;
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(options.given), digest(options.expected));
}
