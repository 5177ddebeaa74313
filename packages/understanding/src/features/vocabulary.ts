import type { FeatureCounts } from './extract.ts';

/** The features a model knows, by hash, and how telling each is. */
export type Vocabulary = { hashes: Uint32Array; rarities: Float32Array };

/** A text as numbers: places in the vocabulary and their values, of length one together. */
export type SparseVector = { places: Int32Array; values: Float64Array };

export type Vectoriser = (counts: FeatureCounts) => SparseVector;

const seenMin = 2;
const seenMinOfFew = 1;
/** Below this many examples every feature counts. */
const few = 3_000;
/** Full inverse frequency overrates what is rare. */
const rarityPower = 0.8;

/** The vocabulary of examples, in the order of the hashes: the same whatever the order of the examples. */
export function buildVocabulary(examples: FeatureCounts[]): Vocabulary {
  const seen = new Map<number, number>();
  for (const kinds of examples)
    for (const { counts } of kinds) for (const key of counts.keys()) seen.set(key, (seen.get(key) ?? 0) + 1);
  const countMin = examples.length < few ? seenMinOfFew : seenMin;
  const hashes = Uint32Array.from([...seen].filter(([, count]) => count >= countMin).map(([key]) => key)).sort();
  const rarities = new Float32Array(hashes.length);
  hashes.forEach((key, place) => {
    const share = (1 + examples.length) / (1 + (seen.get(key) ?? 0));
    rarities[place] = (Math.log(share) + 1) ** rarityPower;
  });
  return { hashes, rarities };
}

/** Turns counts into vectors: each kind is brought to its own length first, so that long words do not drown the rest. */
export function createVectoriser({ hashes, rarities }: Vocabulary): Vectoriser {
  const placeOf = new Map(Array.from(hashes, (key, place) => [key, place]));
  return (kinds) => {
    const places: number[] = [];
    const values: number[] = [];
    for (const { weight, counts } of kinds) {
      const from = values.length;
      for (const [key, count] of counts) {
        const place = placeOf.get(key);
        if (place === undefined) continue;
        places.push(place);
        values.push((1 + Math.log(count)) * (rarities[place] ?? 0));
      }
      scale(values, from, weight);
    }
    scale(values, 0, 1);
    return { places: Int32Array.from(places), values: Float64Array.from(values) };
  };
}

function scale(values: number[], from: number, length: number): void {
  let squares = 0;
  for (let index = from; index < values.length; index += 1) squares += (values[index] ?? 0) ** 2;
  const factor = squares > 0 ? length / Math.sqrt(squares) : 0;
  for (let index = from; index < values.length; index += 1) values[index] = (values[index] ?? 0) * factor;
}
