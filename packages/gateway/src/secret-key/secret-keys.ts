import { createHmac } from 'node:crypto';
import { createSecretBox, type SecretBox } from '../secret-box.ts';

/**
 * What opens the stored data. A change of keys goes so: the new key stands first and the old one second; everything is sealed with the
 * first and read with both; `baton rotate-key` seals anew what is there; then the old one is taken out.
 */
export type SecretKeys = {
  current: Buffer;
  previous: Buffer | null;
  /** Where they come from, for messages: a setting's name or a file's path. */
  source: string;
};

/** Tells keys apart and gives nothing of them away. */
export const fingerprintOf = (key: Buffer): string =>
  createHmac('sha256', key).update('baton-key-fingerprint').digest('hex').slice(0, 32);

export const toSecretBox = ({ current, previous }: SecretKeys): SecretBox => createSecretBox(current, previous);
