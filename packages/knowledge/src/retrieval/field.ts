const saturation = 1.2;
const lengthWorth = 0.5;

/** One way in which passages are found: by words or by pieces of words. */
export type Field = {
  /** How telling a term is: the fewer passages have it, the more. */
  rarityOf: (term: string) => number;
  /** Adds to `scores`, by passage, what a term is worth there, times `weight`. */
  addScores: (term: string, weight: number, scores: Float64Array) => void;
  has: (term: string, passage: number) => boolean;
};

/** Indexes the terms of passages (BM25). */
export function createField(passages: string[][]): Field {
  const postings = new Map<string, Map<number, number>>();
  let total = 0;
  passages.forEach((terms, passage) => {
    total += terms.length;
    for (const term of terms) {
      const counts = postings.get(term) ?? new Map<number, number>();
      postings.set(term, counts);
      counts.set(passage, (counts.get(passage) ?? 0) + 1);
    }
  });
  const mean = Math.max(1, total / Math.max(1, passages.length));
  const dampings = passages.map((terms) => saturation * (1 - lengthWorth + (lengthWorth * terms.length) / mean));
  return { rarityOf, addScores, has: (term, passage) => postings.get(term)?.has(passage) === true };

  function rarityOf(term: string): number {
    const seen = postings.get(term)?.size ?? 0;
    return Math.log(1 + (passages.length - seen + 0.5) / (seen + 0.5));
  }

  function addScores(term: string, weight: number, scores: Float64Array): void {
    const worth = weight * rarityOf(term) * (saturation + 1);
    for (const [passage, count] of postings.get(term) ?? [])
      scores[passage] = (scores[passage] ?? 0) + (worth * count) / (count + (dampings[passage] ?? saturation));
  }
}
