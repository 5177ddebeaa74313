/*
 * A model file: eight bytes that say what it is, the length of its head (four bytes, little end first), the head as JSON, then hashes, rarities,
 * steps and weights of the features, each as it is in memory. The head carries a hash of everything after it. No time and no machine is in it:
 * the same examples make the same file.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Model } from './model.ts';

const magic = Buffer.from('BATONNLU');
const version = 1;
const headAt = magic.length + 4;
const bytesOf = { hash: 4, rarity: 4, step: 4 };

const headSchema = z.strictObject({
  version: z.literal(version),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  intents: z.array(z.string()).min(1),
  featureCount: z.int().min(0),
  exampleCount: z.int().min(1),
  words: z.array(z.tuple([z.string(), z.int().min(1)])),
  calibration: z.strictObject({ middle: z.number(), steepness: z.number().positive() }),
});

export type ModelReading = { type: 'read'; model: Model; hash: string } | { type: 'refused'; problem: string };

/** The bytes of a model file. */
export function encodeModel(model: Model): Buffer {
  const { vocabulary, steps, weights, words, ...facts } = model;
  const body = Buffer.concat([vocabulary.hashes, vocabulary.rarities, steps, weights].map(bytesFrom));
  const head = Buffer.from(
    JSON.stringify({
      version,
      sha256: sha256(body),
      intents: facts.intents,
      featureCount: vocabulary.hashes.length,
      exampleCount: facts.exampleCount,
      words: [...words],
      calibration: facts.calibration,
    }),
  );
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  return Buffer.concat([magic, length, head, body]);
}

/** Reads a model file, or says why it is none that can be used. `hash` names its content. */
export function decodeModel(file: Buffer): ModelReading {
  if (file.length < headAt || !file.subarray(0, magic.length).equals(magic)) {
    return refuse('The file is no model. Make one with: baton nlu train <examples> --out <file>');
  }
  const bodyAt = headAt + file.readUInt32LE(magic.length);
  const head = headSchema.safeParse(parseJson(file.subarray(headAt, bodyAt).toString()));
  if (!head.success) return refuse('The model was made by another version, or is damaged. Train it again.');
  const body = file.subarray(bodyAt);
  const { intents, featureCount, exampleCount, words, calibration, sha256: hash } = head.data;
  const length = (bytesOf.hash + bytesOf.rarity) * featureCount + (bytesOf.step + intents.length) * (featureCount + 1);
  if (body.length !== length || sha256(body) !== hash) {
    return refuse('The model is not complete or was changed. Copy it again, or train it again.');
  }
  const take = createTaker(body);
  const hashes = new Uint32Array(take(bytesOf.hash * featureCount));
  const rarities = new Float32Array(take(bytesOf.rarity * featureCount));
  const steps = new Float32Array(take(bytesOf.step * (featureCount + 1)));
  const weights = new Int8Array(take(intents.length * (featureCount + 1)));
  const vocabulary = { hashes, rarities };
  return {
    type: 'read',
    hash,
    model: { intents, vocabulary, steps, weights, words: new Map(words), exampleCount, calibration },
  };
}

const refuse = (problem: string): ModelReading => ({ type: 'refused', problem });
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const bytesFrom = (values: Uint32Array | Float32Array | Int8Array): Buffer =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);

/** Cuts one piece after the other from the front, each in memory of its own. */
function createTaker(bytes: Buffer): (length: number) => ArrayBuffer {
  let from = 0;
  return (length) => {
    const piece = new ArrayBuffer(length);
    new Uint8Array(piece).set(bytes.subarray(from, from + length));
    from += length;
    return piece;
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
