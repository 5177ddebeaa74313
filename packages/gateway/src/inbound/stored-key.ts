import { createHash } from 'node:crypto';
import { joinKey } from '@baton/core';

/** A database index takes about 2,700 bytes per entry, and a key may be made of several long ids. */
const bytesMax = 1_000;

/** The parts as one key that cannot be another's; a long one as its hash. */
export function toStoredKey([first = '', ...others]: readonly string[]): string {
  const key = joinKey(first, ...others);
  return Buffer.byteLength(key) <= bytesMax ? key : joinKey('sha256', createHash('sha256').update(key).digest('hex'));
}
