import { extractFeatures } from '../features/extract.ts';
import { buildVocabulary, createVectoriser } from '../features/vocabulary.ts';
import type { Model } from '../model/model.ts';
import { quantise } from '../model/quantise.ts';
import { stripCourtesies } from '../text/courtesies.ts';
import { tokenise } from '../text/tokenise.ts';
import { calibrate, holdOut } from './calibrate.ts';
import type { Example } from './example.ts';
import { trainLinear } from './train-linear.ts';

/**
 * Trains a model from examples. The same examples make the same model, byte for byte. Blocks for up to half a minute when there are fifteen
 * thousand: a server uses `trainInWorker`.
 */
export function trainModel(examples: Example[]): Model {
  const { kept, heldOut } = holdOut(examples);
  const calibration = calibrate(heldOut.length === 0 ? null : fit(kept), heldOut);
  return { ...fit(examples), calibration };
}

function fit(examples: Example[]): Omit<Model, 'calibration'> {
  const intents = [...new Set(examples.flatMap(({ intent }) => (intent === null ? [] : [intent])))].sort();
  const tokens = examples.map(({ text }) => tokenise(stripCourtesies(text)));
  const counts = tokens.map(extractFeatures);
  const vocabulary = buildVocabulary(counts);
  const linear = trainLinear({
    vectors: counts.map(createVectoriser(vocabulary)),
    targets: Int32Array.from(examples, ({ intent }) => (intent === null ? -1 : intents.indexOf(intent))),
    intentCount: intents.length,
    featureCount: vocabulary.hashes.length,
  });
  const inScope = tokens.filter((_, index) => examples[index]?.intent !== null);
  return { intents, vocabulary, ...quantise(linear), words: countWords(inScope), exampleCount: inScope.length };
}

function countWords(texts: string[][]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) for (const word of new Set(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Map([...counts].sort(([left], [right]) => (left < right ? -1 : 1)));
}
