import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { AppError } from '@baton/core';

export type SecretBox = {
  /** With the current key. */
  seal(bytes: Buffer): Buffer;
  /** With the current key, else the one before. @throws AppError `secret-key-wrong` */
  open(sealed: Buffer): Buffer;
  deriveCode(challengeId: string): string;
  checkCode(challengeId: string, text: string): boolean;
  /** The token that opens a chat, by the chat's name. */
  deriveSession(chat: string): string;
  checkSession(chat: string, token: string): boolean;
};

export const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * AES-256-GCM for what is stored, and one-time codes that are derived and so never stored. `previous`: the key before, while a change of
 * keys is under way.
 */
export function createSecretBox(key: Buffer, previous: Buffer | null = null): SecretBox {
  const keys = previous === null ? [key] : [key, previous];
  if (keys.some(({ length }) => length !== keyBytes)) throw badKey('The secret key does not have 32 bytes.');
  return {
    seal: (bytes) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed) => {
      for (const candidate of keys) {
        const opened = openSealed(candidate, sealed);
        if (opened !== null) return opened;
      }
      throw new AppError(
        'secret-key-wrong',
        'A stored value cannot be decrypted. The key has probably changed; start with the BATON_SECRET_KEY or secret.key it was stored with.',
      );
    },
    deriveCode: (challengeId) => deriveCode(key, challengeId),
    checkCode: (challengeId, text) => {
      const given = Buffer.from(text.replace(/[\s-]/g, ''));
      return keys.some((candidate) => isSame(given, deriveCode(candidate, challengeId)));
    },
    deriveSession: (chat) => deriveSession(key, chat),
    checkSession: (chat, token) => keys.some((candidate) => isSame(Buffer.from(token), deriveSession(candidate, chat))),
  };
}

/** Null: damaged, or sealed with a key that the box does not have. */
export function tryOpen(box: Pick<SecretBox, 'open'>, value: Uint8Array): Buffer | null {
  try {
    return box.open(Buffer.from(value));
  } catch (error) {
    if (error instanceof AppError && error.code === 'secret-key-wrong') return null;
    throw error;
  }
}

function isSame(given: Buffer, text: string): boolean {
  const expected = Buffer.from(text);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const deriveSession = (key: Buffer, chat: string): string =>
  createHmac('sha256', key).update(`session:${chat}`).digest('base64url');

function deriveCode(key: Buffer, challengeId: string): string {
  const digest = createHmac('sha256', key).update(`code:${challengeId}`).digest();
  return (digest.readBigUInt64BE(0) % 100_000_000n).toString().padStart(8, '0');
}

/** Null when it was sealed with another key, or is damaged. */
function openSealed(key: Buffer, sealed: Buffer): Buffer | null {
  if (sealed.length < nonceBytes + tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
  decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch {
    return null;
  }
}

export function badKey(message: string): AppError {
  return new AppError(
    'configuration-invalid',
    `${message} Restore the file, or set BATON_SECRET_KEY to 32 bytes in Base64.`,
  );
}
