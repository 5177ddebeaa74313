import { normalise, words } from './normalise.ts';

export type Matchable = { name: string; triggers: { phrases: string[]; all: string[][] } };
export type WorkflowMatch = {
  chosen: string | null;
  candidates: { workflow: string; score: number }[];
  threshold: number;
};

const threshold = 0.6;
const margin = 0.15;

/**
 * Scores each workflow between 0 and 1. A phrase contained in the text scores 1. A keyword group (`all`: each entry a word, or several
 * separated by `|`) scores 0.8 when every entry is present. Too close to the second, or under the threshold: nothing is chosen.
 */
export function matchWorkflow(text: string, definitions: Matchable[]): WorkflowMatch {
  const said = normalise(text);
  const saidWords = new Set(words(text));
  const candidates = definitions
    .map((definition) => ({ workflow: definition.name, score: score(definition, said, saidWords) }))
    .filter((candidate) => candidate.score > 0)
    .sort((left, right) => right.score - left.score);
  const [first, second] = candidates;
  const isClear = first !== undefined && first.score >= threshold && first.score - (second?.score ?? 0) >= margin;
  return { chosen: isClear ? first.workflow : null, candidates, threshold };
}

function score({ triggers }: Matchable, said: string, saidWords: Set<string>): number {
  if (triggers.phrases.some((phrase) => ` ${said} `.includes(` ${normalise(phrase)} `))) return 1;
  const shares = triggers.all.map((group) => {
    const present = group.filter((entry) => entry.split('|').some((word) => hasWord(saidWords, word))).length;
    return present === group.length ? 0.8 : (0.3 * present) / group.length;
  });
  return Math.max(0, ...shares);
}

/** A trailing `*` matches every ending. */
function hasWord(saidWords: Set<string>, pattern: string): boolean {
  if (!pattern.endsWith('*')) return saidWords.has(pattern);
  const stem = pattern.slice(0, -1);
  return [...saidWords].some((word) => word.startsWith(stem));
}
