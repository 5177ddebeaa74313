import { listQuestionTerms } from './retrieval/terms.ts';

/** Questions that mean much the same, the most frequent first. */
export type Gap = { question: string; count: number; others: string[] };

const likeness = 0.5;

/** Groups questions that had no answer by the words and pieces of words they share. */
export function groupGaps(questions: string[]): Gap[] {
  const groups: { terms: Set<string>; questions: string[] }[] = [];
  for (const question of questions) {
    const { words, pieces } = listQuestionTerms(question);
    const terms = new Set([...words, ...pieces]);
    const group = groups.find((each) => compare(each.terms, terms) >= likeness);
    if (group === undefined) groups.push({ terms, questions: [question] });
    else group.questions.push(question);
  }
  return groups
    .map((group) => ({
      question: group.questions[0] ?? '',
      count: group.questions.length,
      others: [...new Set(group.questions.slice(1))].filter((question) => question !== group.questions[0]),
    }))
    .sort((left, right) => right.count - left.count);
}

/** Twice what both share, as a part of what both have. */
function compare(left: Set<string>, right: Set<string>): number {
  const shared = [...left].filter((term) => right.has(term)).length;
  return (2 * shared) / Math.max(1, left.size + right.size);
}
