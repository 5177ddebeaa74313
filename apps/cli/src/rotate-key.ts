import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '@baton/core';
import {
  type Configuration,
  describeSettings,
  noteFingerprint,
  parseConfig,
  refuse,
  rotateKey,
  type SecretKeys,
  storageSettings,
  writeKeyFile,
} from '@baton/gateway';
import { readConfigFile } from './config-file.ts';
import { type OpenData, openData } from './open-data.ts';
import { type Environment, say } from './process.ts';

/** Seals everything stored with a new key. @throws AppError when there is no new key, or neither is the one of the data */
export async function rotate(environment: Environment, options: { config?: string }): Promise<void> {
  const file = readConfigFile(options.config);
  const { configuration, problems } = parseConfig({ command: 'serve', environment, file });
  const own = new Set(describeSettings(storageSettings).map(({ name }) => name));
  refuse(
    problems.filter(({ name }) => own.has(name)),
    'change its key',
  );
  requireStore(configuration);
  const data = await openData(configuration, { acceptNewKey: false });
  try {
    const isInFolder = configuration.require(storageSettings).BATON_SECRET_KEY.length === 0;
    const keys = isInFolder ? await addKeyToFolder(data) : requireBoth(data.keys);
    const { sealedAnew, unreadable } = await rotateKey(data.store, keys);
    if (isInFolder && data.dataDir !== null) await writeKeyFile(data.dataDir, { ...keys, previous: null });
    if (data.dataDir !== null) await noteFingerprint(data.dataDir, keys);
    say(`${sealedAnew} stored values are sealed with the new key.`);
    if (unreadable > 0) say(`${unreadable} could be read with neither key and stay as they are.`);
    say(isInFolder ? 'Start Baton again.' : 'BATON_SECRET_KEY may hold the new key alone from now on.');
  } finally {
    await data.close();
  }
}

/** A mistyped folder would become a new store, whose nothing would be sealed anew. */
function requireStore(configuration: Configuration): void {
  const { DATABASE_URL, BATON_DATA_DIR } = configuration.require(storageSettings);
  const folder = resolve(BATON_DATA_DIR);
  if (DATABASE_URL !== null || existsSync(join(folder, 'store'))) return;
  throw new AppError(
    'data-directory-unusable',
    `There is no store in ${folder}, so there is nothing to seal anew. Correct BATON_DATA_DIR.`,
  );
}

/** The folder holds both keys until everything is sealed anew, so that it can be broken off at any moment. */
async function addKeyToFolder({ keys, dataDir }: OpenData): Promise<SecretKeys> {
  if (keys.previous !== null || dataDir === null) return keys;
  const both = { ...keys, current: randomBytes(32), previous: keys.current };
  await writeKeyFile(dataDir, both);
  return both;
}

function requireBoth(keys: SecretKeys): SecretKeys {
  if (keys.previous !== null) return keys;
  throw new AppError(
    'configuration-invalid',
    'BATON_SECRET_KEY holds one key. Put the new one before it, separated by a comma: BATON_SECRET_KEY=<new>,<old>.',
  );
}
