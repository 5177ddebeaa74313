import { createHash, createSign, type KeyObject, sign } from 'node:crypto';

/*
 * What the senders do, written from the contracts. Each of their signatures is a function of key and bytes, so a delivery is genuine
 * exactly when its header is, letter by letter, the one that the sender would have written.
 */

/** HMAC-SHA256 as RFC 2104 defines it, from the hash alone. */
export function hmacSha256(key: Buffer | string, ...parts: readonly (Buffer | string)[]): Buffer {
  const given = Buffer.from(key);
  const block = Buffer.alloc(64);
  (given.length > 64 ? sha256(given) : given).copy(block);
  const pad = (byte: number): Buffer => block.map((value) => value ^ byte) as Buffer;
  return sha256(pad(0x5c), sha256(pad(0x36), ...parts));
}

export function sha256(...parts: readonly (Buffer | string)[]): Buffer {
  return createHash('sha256')
    .update(Buffer.concat(parts.map((part) => Buffer.from(part))))
    .digest();
}

/** SHA256withRSA, PKCS#1 v1.5. */
export const rsaSha256 = (key: KeyObject, bytes: Buffer | string): Buffer =>
  createSign('RSA-SHA256').update(bytes).sign(key);

export const ed25519 = (key: KeyObject, bytes: Buffer): Buffer => sign(null, bytes, key);

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 of RFC 4648, bit by bit. */
export function base64(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const groups = bits.match(/.{1,6}/g) ?? [];
  const letters = groups.map((group) => alphabet[Number.parseInt(group.padEnd(6, '0'), 2)]).join('');
  return letters.padEnd(Math.ceil(letters.length / 4) * 4, '=');
}

export const base64Url = (bytes: Buffer): string =>
  base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

export const hex = (bytes: Buffer): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** Whether two instants are at most so far apart, either way. */
export const isWithin = (at: number, now: number, windowMs: number): boolean =>
  at - now <= windowMs && now - at <= windowMs;
