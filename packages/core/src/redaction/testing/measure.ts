import { findSecrets } from '../redact.ts';
import type { Span } from '../span.ts';
import type { LabelledLine } from './corpus.ts';

export type Score = {
  secrets: number;
  found: number;
  cards: number;
  cardsFound: number;
  lines: number;
  overMasked: number;
  /** Letters and digits of lines with a secret that are not part of it, and how many of them were taken out with it. */
  around: number;
  aroundMasked: number;
  leaks: LabelledLine[];
  wronglyMasked: LabelledLine[];
};

/** A secret counts as found when each of its letters and digits is taken out; a line counts as over-masked when anything is. */
export function measure(corpus: { with: LabelledLine[]; without: LabelledLine[] }): Score {
  const score: Score = {
    secrets: 0,
    found: 0,
    cards: 0,
    cardsFound: 0,
    lines: corpus.without.length,
    overMasked: 0,
    around: 0,
    aroundMasked: 0,
    leaks: [],
    wronglyMasked: [],
  };
  for (const line of corpus.with) measureSecrets(score, line);
  for (const line of corpus.without) {
    if (findSecrets(line.text).length === 0) continue;
    score.overMasked += 1;
    score.wronglyMasked.push(line);
  }
  return score;
}

function measureSecrets(score: Score, line: LabelledLine): void {
  const spans = findSecrets(line.text);
  const isIn = (list: Span[], at: number): boolean => list.some(({ start, end }) => at >= start && at < end);
  let isLeaking = false;
  for (const secret of line.secrets) {
    const isFound = positions(line.text, secret).every((at) => isIn(spans, at));
    score.secrets += 1;
    score.found += Number(isFound);
    score.cards += Number(secret.isCard);
    score.cardsFound += Number(secret.isCard && isFound);
    isLeaking ||= !isFound;
  }
  if (isLeaking) score.leaks.push(line);
  const around = positions(line.text, { start: 0, end: line.text.length }).filter((at) => !isIn(line.secrets, at));
  score.around += around.length;
  score.aroundMasked += around.filter((at) => isIn(spans, at)).length;
}

const positions = (text: string, { start, end }: Span): number[] =>
  Array.from({ length: end - start }, (_none, offset) => start + offset).filter((at) =>
    /[\p{L}\p{N}]/u.test(text.charAt(at)),
  );
