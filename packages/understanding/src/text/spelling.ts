const lengthMin = 4;
const seenMin = 2;

/** Corrects words that were never seen. */
export type Speller = {
  /** The word itself when it is known or nothing is near. */
  correct: (word: string) => string;
};

/**
 * A word that is unknown becomes the most frequent known one that is a single slip away: a letter missing, added, changed, or two swapped.
 * @param counts in how many examples each known word is
 */
export function createSpeller(counts: ReadonlyMap<string, number>): Speller {
  const near = new Map<string, string[]>();
  for (const [word, count] of counts) {
    if (count < seenMin || word.length < lengthMin) continue;
    for (const key of [word, ...shorten(word)]) {
      const known = near.get(key);
      if (known === undefined) near.set(key, [word]);
      else known.push(word);
    }
  }
  return { correct };

  function correct(word: string): string {
    if (counts.has(word) || word.length < lengthMin) return word;
    let best = word;
    let bestCount = 0;
    for (const key of [word, ...shorten(word)]) {
      for (const candidate of near.get(key) ?? []) {
        const count = counts.get(candidate) ?? 0;
        if (count <= bestCount || !isOneSlip(word, candidate)) continue;
        best = candidate;
        bestCount = count;
      }
    }
    return best;
  }
}

const shorten = (word: string): string[] =>
  Array.from({ length: word.length }, (_, index) => word.slice(0, index) + word.slice(index + 1));

function isOneSlip(left: string, right: string): boolean {
  let same = 0;
  while (same < left.length && left[same] === right[same]) same += 1;
  const [one, other] = [left.slice(same), right.slice(same)];
  const isSwapped = one[0] === other[1] && one[1] === other[0] && one.slice(2) === other.slice(2);
  return one.slice(1) === other.slice(1) || one.slice(1) === other || one === other.slice(1) || isSwapped;
}
