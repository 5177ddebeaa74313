/** Finds a known word that is written with one slip: a letter lost, doubled, swapped with its neighbour or mistaken. */
export type NearWords = { find(word: string): string | null };

const wordLengthMax = 24;

/** An index of words of at least `lengthMin` letters. Looking one up costs its length, whatever the number of words. */
export function indexNearWords(words: Iterable<string>, lengthMin: number): NearWords {
  const exact = new Set(words);
  const byShortened = new Map<string, string[]>();
  for (const word of exact) {
    if (word.length < lengthMin) continue;
    for (const key of [word, ...shortened(word)]) byShortened.set(key, [...(byShortened.get(key) ?? []), word]);
  }
  return {
    find: (word) => {
      if (exact.has(word)) return word;
      if (word.length < lengthMin - 1 || word.length > wordLengthMax) return null;
      for (const key of [word, ...shortened(word)]) {
        const found = byShortened.get(key)?.find((candidate) => isOneSlip(word, candidate));
        if (found !== undefined) return found;
      }
      return null;
    },
  };
}

const shortened = (word: string): string[] =>
  Array.from({ length: word.length }, (_none, at) => word.slice(0, at) + word.slice(at + 1));

function isOneSlip(left: string, right: string): boolean {
  let start = 0;
  while (start < left.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const leftRest = left.slice(start, left.length - end);
  const rightRest = right.slice(start, right.length - end);
  if (leftRest.length + rightRest.length <= 1) return true;
  if (leftRest.length === 1 && rightRest.length === 1) return true;
  return leftRest.length === 2 && rightRest === `${leftRest[1]}${leftRest[0]}`;
}
