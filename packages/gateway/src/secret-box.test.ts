import { describe, expect, it } from 'vitest';
import { createSecretBox } from './secret-box.ts';

const box = createSecretBox(Buffer.alloc(32, 1));
const other = createSecretBox(Buffer.alloc(32, 2));
const words = Buffer.from('words of a customer');

describe('what is sealed', () => {
  it('is read again with the same key, and with no other', () => {
    const sealed = box.seal(words);
    expect(sealed.includes(words)).toBe(false);
    expect(box.open(sealed)).toEqual(words);
    expect(() => other.open(sealed)).toThrow(/cannot be decrypted/);
  });

  it('is refused when any byte of it was changed or cut off', () => {
    const sealed = box.seal(words);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => box.open(changed)).toThrow(/cannot be decrypted/);
    }
    for (const length of [0, 5, 12, 20, sealed.length - 1])
      expect(() => box.open(sealed.subarray(0, length))).toThrow(/cannot be decrypted/);
  });

  it('differs each time: a nonce that comes twice would give the key stream away', () => {
    const nonces = Array.from({ length: 200 }, () => box.seal(words).subarray(0, 12).toString('hex'));
    expect(new Set(nonces).size).toBe(nonces.length);
  });
});

describe('a code', () => {
  const code = box.deriveCode('c1');

  it('has eight digits and belongs to one challenge and one key', () => {
    expect(code).toMatch(/^\d{8}$/);
    expect(box.deriveCode('c1')).toBe(code);
    expect(box.deriveCode('c2')).not.toBe(code);
    expect(other.deriveCode('c1')).not.toBe(code);
  });

  it('is right as a whole, however it is spaced', () => {
    expect(box.checkCode('c1', code)).toBe(true);
    expect(box.checkCode('c1', ` ${code.slice(0, 4)} - ${code.slice(4)} `)).toBe(true);
  });

  it('is wrong in part, with more behind it, or for another challenge', () => {
    for (let length = 0; length < code.length; length += 1)
      expect(box.checkCode('c1', code.slice(0, length))).toBe(false);
    for (const text of [`${code}0`, `0${code}`, `${code}${code}`, code.slice(1), [...code].reverse().join('')])
      expect(box.checkCode('c1', text)).toBe(false);
    expect(box.checkCode('c2', code)).toBe(false);
  });
});

it('needs a key of 32 bytes', () => {
  for (const length of [0, 16, 31, 33]) expect(() => createSecretBox(Buffer.alloc(length))).toThrow(/32 bytes/);
});
