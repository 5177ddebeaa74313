/** How often each feature is in a text, by hash, in kinds that are weighed apart. */
export type FeatureCounts = { weight: number; counts: Map<number, number> }[];

/** Weights of words, neighbouring words, words further apart and pieces of words. */
const weights = { words: 1, neighbours: 0.6, distant: 0.6, pieces: 1.2 };
const distanceMax = 3;
const pieceSizes = [3, 4, 5];

/** What a classifier sees of a text: words, pairs of words, and the pieces of three to five characters within each word. */
export function extractFeatures(tokens: string[]): FeatureCounts {
  const words = new Map<number, number>();
  const neighbours = new Map<number, number>();
  const distant = new Map<number, number>();
  const pieces = new Map<number, number>();
  const framed = ['^', ...tokens, '$'];
  for (let index = 0; index + 1 < framed.length; index += 1)
    add(neighbours, hash(`${framed[index]} ${framed[index + 1]}`, 2));
  tokens.forEach((token, index) => {
    add(words, hash(token, 1));
    for (const further of tokens.slice(index + 2, index + distanceMax + 1))
      add(distant, hash(`${token}_${further}`, 3));
    addPieces(pieces, `<${token}>`);
  });
  return [
    { weight: weights.words, counts: words },
    { weight: weights.neighbours, counts: neighbours },
    { weight: weights.distant, counts: distant },
    { weight: weights.pieces, counts: pieces },
  ];
}

function addPieces(pieces: Map<number, number>, word: string): void {
  for (const size of pieceSizes)
    for (let from = 0; from + size <= word.length; from += 1) add(pieces, hash(word.slice(from, from + size), 4));
}

function add(counts: Map<number, number>, key: number): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** 32 bits (FNV-1a, then mixed), other ones for each kind; that two features of a model meet in one is rare and does no harm. */
function hash(text: string, kind: number): number {
  let state = (0x811c9dc5 ^ kind) >>> 0;
  for (let index = 0; index < text.length; index += 1) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  state ^= state >>> 15;
  state = Math.imul(state, 0x85ebca6b);
  return (state ^ (state >>> 13)) >>> 0;
}
