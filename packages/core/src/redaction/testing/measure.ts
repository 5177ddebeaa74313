import { findSecrets } from '../redact.ts';
import type { Span } from '../span.ts';
import type { LabelledLine } from './corpus.ts';

/** How many of `of` it holds for. */
export type Tally = { count: number; of: number };

export type Score = {
  /** Secrets that were found, by kind. */
  found: Map<string, Tally>;
  /** Lines without a secret of which something was taken out. */
  overMasked: Tally;
  /** Letters and digits around secrets that were taken out with them. */
  around: Tally;
  leaks: LabelledLine[];
  wronglyMasked: LabelledLine[];
};

/** A secret counts as found when each of its letters and digits is taken out; a line counts as over-masked when anything is. */
export function measure(corpus: { with: LabelledLine[]; without: LabelledLine[] }): Score {
  const wronglyMasked = corpus.without.filter(({ text }) => findSecrets(text).length > 0);
  const score: Score = {
    found: new Map(),
    overMasked: { count: wronglyMasked.length, of: corpus.without.length },
    around: { count: 0, of: 0 },
    leaks: [],
    wronglyMasked,
  };
  for (const line of corpus.with) measureLine(score, line);
  return score;
}

/** The sum over all kinds. */
export const total = (tallies: Iterable<Tally>): Tally =>
  [...tallies].reduce((sum, { count, of }) => ({ count: sum.count + count, of: sum.of + of }), { count: 0, of: 0 });

export const share = ({ count, of }: Tally): number => count / of;

function measureLine(score: Score, line: LabelledLine): void {
  const spans = findSecrets(line.text);
  const isIn = (list: Span[], at: number): boolean => list.some(({ start, end }) => at >= start && at < end);
  const isFound = (secret: Span): boolean => positions(line.text, secret).every((at) => isIn(spans, at));
  for (const secret of line.secrets) {
    const known = score.found.get(secret.kind) ?? { count: 0, of: 0 };
    score.found.set(secret.kind, { count: known.count + Number(isFound(secret)), of: known.of + 1 });
  }
  if (!line.secrets.every(isFound)) score.leaks.push(line);
  const around = positions(line.text, { start: 0, end: line.text.length }).filter((at) => !isIn(line.secrets, at));
  score.around.of += around.length;
  score.around.count += around.filter((at) => isIn(spans, at)).length;
}

const positions = (text: string, { start, end }: Span): number[] =>
  Array.from({ length: end - start }, (_none, offset) => start + offset).filter((at) =>
    /[\p{L}\p{N}]/u.test(text.charAt(at)),
  );
