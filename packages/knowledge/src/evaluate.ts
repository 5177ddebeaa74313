import type { Searcher } from './retrieval/searcher.ts';

/** A question and the article that answers it; null when none does. */
export type KnowledgeQuestion = { question: string; article: string | null };

/** Shares between 0 and 1; null where there was nothing to measure. */
export type KnowledgeEvaluation = {
  questionCount: number;
  unanswerableCount: number;
  hitAtOne: number | null;
  hitAtThree: number | null;
  /** Mean of one divided by the rank of the right article; nothing below the tenth. */
  reciprocalRank: number | null;
  /** Questions with an answer that got one, right or wrong. */
  answered: number | null;
  /** Questions without an answer that got none. */
  abstained: number | null;
};

/** Measures how well articles are found, and how well it is told when there is none. */
export function evaluateKnowledge(searcher: Searcher, questions: KnowledgeQuestion[]): KnowledgeEvaluation {
  const results = questions.map(({ question, article }) => {
    const { findings, confidence, threshold } = searcher.search(question);
    const rank = findings.findIndex((finding) => finding.article === article) + 1;
    return { isAnswerable: article !== null, isAnswered: confidence >= threshold, rank };
  });
  const answerable = results.filter(({ isAnswerable }) => isAnswerable);
  const unanswerable = results.filter(({ isAnswerable }) => !isAnswerable);
  return {
    questionCount: answerable.length,
    unanswerableCount: unanswerable.length,
    hitAtOne: mean(answerable.map(({ rank }) => Number(rank === 1))),
    hitAtThree: mean(answerable.map(({ rank }) => Number(rank >= 1 && rank <= 3))),
    reciprocalRank: mean(answerable.map(({ rank }) => (rank === 0 ? 0 : 1 / rank))),
    answered: mean(answerable.map(({ isAnswered }) => Number(isAnswered))),
    abstained: mean(unanswerable.map(({ isAnswered }) => Number(!isAnswered))),
  };
}

const mean = (values: number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
