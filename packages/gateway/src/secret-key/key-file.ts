import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, open, readFile, rename, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '@baton/core';
import { badKey, keyBytes } from '../secret-box.ts';
import { fingerprintOf, type SecretKeys } from './secret-keys.ts';

const keyPath = (dataDir: string): string => join(dataDir, 'secret.key');
/** Beside the key, so that a folder without its key is noticed before a new one is made. */
const fingerprintPath = (dataDir: string): string => join(dataDir, 'secret.key.fingerprint');

/**
 * Reads `secret.key` of the data directory: the key, while keys are changed followed by the one before. Makes one for a new folder (32
 * random bytes, mode 0600, synced before it gets its name). @throws AppError `secret-key-wrong` when the folder has lost its key
 */
export async function loadOrCreateKey(
  dataDir: string,
  { acceptNewKey = false }: { acceptNewKey?: boolean } = {},
): Promise<SecretKeys> {
  const path = keyPath(dataDir);
  const present = await readKeyFile(path);
  if (present !== null) return present;
  const isUsed = existsSync(fingerprintPath(dataDir)) || existsSync(join(dataDir, 'store', 'PG_VERSION'));
  if (isUsed && !acceptNewKey) throw lostKey(path);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  await writeOnce(path, randomBytes(keyBytes));
  const made = await readKeyFile(path);
  if (made === null) throw badKey('The file secret.key vanished while it was made.');
  return made;
}

/** Puts a new key before the one of the folder, or (`isDone`) leaves the new one alone. One rename, so that a crash leaves one or the other. */
export async function writeKeyFile(dataDir: string, { current, previous }: SecretKeys): Promise<void> {
  await replaceFile(keyPath(dataDir), previous === null ? current : Buffer.concat([current, previous]));
}

/** Notes in the folder which key it is sealed with. */
export async function noteFingerprint(dataDir: string, { current }: SecretKeys): Promise<void> {
  const path = fingerprintPath(dataDir);
  const text = `${fingerprintOf(current)}\n`;
  if (existsSync(path) && (await readFile(path, 'utf8')) === text) return;
  await replaceFile(path, Buffer.from(text));
}

function lostKey(path: string): AppError {
  return new AppError(
    'secret-key-wrong',
    [
      `The file ${path} is missing, and the data in ${dirname(path)} was encrypted with the key it held (unless BATON_SECRET_KEY was set then).`,
      'Put the file back, or set BATON_SECRET_KEY to the key that was used. A backup without it can be restored in part only.',
      whatIsLost,
    ].join('\n'),
  );
}

/** What going on with a new key costs. */
export const whatIsLost =
  'To go on without it, start once with --accept-new-key. Lost for good are then: requests that were acknowledged and not processed yet, what dead letters hold of requests, and one-time codes under way. Conversations, tickets and mails stay; vendors are asked for new access tokens.';

async function readKeyFile(path: string): Promise<SecretKeys | null> {
  try {
    const bytes = await readFile(path);
    if (bytes.length === keyBytes) return { current: bytes, previous: null, source: path };
    if (bytes.length !== 2 * keyBytes) throw badKey(`The file ${path} does not hold 32 bytes.`);
    return { current: bytes.subarray(0, keyBytes), previous: bytes.subarray(keyBytes), source: path };
  } catch (cause) {
    if (hasCode(cause, 'ENOENT')) return null;
    throw cause;
  }
}

/** A link fails when the name is taken, so two starts at once agree on one key. */
async function writeOnce(path: string, bytes: Buffer): Promise<void> {
  const temporary = await writeBeside(path, bytes);
  try {
    await link(temporary, path);
  } catch (cause) {
    if (!hasCode(cause, 'EEXIST')) throw cause;
  } finally {
    await unlink(temporary);
  }
}

const replaceFile = async (path: string, bytes: Buffer): Promise<void> => rename(await writeBeside(path, bytes), path);

async function writeBeside(path: string, bytes: Buffer): Promise<string> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
  return temporary;
}

function hasCode(cause: unknown, code: string): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === code;
}
