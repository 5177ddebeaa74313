import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@baton/core';

export type SecretBox = {
  seal(bytes: Buffer): Buffer;
  open(sealed: Buffer): Buffer;
  deriveCode(challengeId: string): string;
  checkCode(challengeId: string, text: string): boolean;
};

const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM for what is stored, and one-time codes that are derived and so never stored. The key has 32 bytes. */
export function createSecretBox(key: Buffer): SecretBox {
  if (key.length !== keyBytes) throw badKey('The secret key does not have 32 bytes.');
  const deriveCode = (challengeId: string): string => {
    const digest = createHmac('sha256', key).update(`code:${challengeId}`).digest();
    return (digest.readBigUInt64BE(0) % 100_000_000n).toString().padStart(8, '0');
  };
  return {
    seal: (bytes) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open: (sealed) => openSealed(key, sealed),
    deriveCode,
    checkCode: (challengeId, text) => {
      const given = Buffer.from(text.replace(/[\s-]/g, ''));
      const expected = Buffer.from(deriveCode(challengeId));
      return given.length === expected.length && timingSafeEqual(given, expected);
    },
  };
}

function openSealed(key: Buffer, sealed: Buffer): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes });
    decipher.setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]);
  } catch (cause) {
    throw new AppError(
      'internal',
      'A stored delivery cannot be decrypted. The key has probably changed; start with the BATON_SECRET_KEY or secret.key it was stored with.',
      { cause },
    );
  }
}

function badKey(message: string): AppError {
  return new AppError(
    'configuration-invalid',
    `${message} Restore the file, or set BATON_SECRET_KEY to 32 bytes in Base64.`,
  );
}

/** Reads `secret.key` of the data directory, or makes it (32 random bytes, mode 0600, synced before it gets its name). */
export async function loadOrCreateKey(dataDir: string): Promise<Buffer> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const path = join(dataDir, 'secret.key');
  const present = await readKey(path);
  if (present !== null) return present;
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(randomBytes(keyBytes));
    await file.sync();
  } finally {
    await file.close();
  }
  try {
    // A link fails when the name is taken, so two starts at once agree on one key.
    await link(temporary, path);
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause;
  } finally {
    await unlink(temporary);
  }
  const made = await readKey(path);
  if (made === null) throw badKey('The file secret.key vanished while it was made.');
  return made;
}

async function readKey(path: string): Promise<Buffer | null> {
  try {
    const key = await readFile(path);
    if (key.length !== keyBytes) throw badKey('The file secret.key does not hold 32 bytes.');
    return key;
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null;
    throw cause;
  }
}

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
