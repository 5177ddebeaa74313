import { type Article, createSearcher, type Searcher } from '@baton/knowledge';
import type { Paragraph } from './datasets.ts';
import { percent, type Report, share } from './report.ts';

const keptShare = 0.9;

/**
 * Every paragraph is an article without a title. `Easy` are questions on subjects that no article has: half the subjects are left out. `Hard` are questions
 * whose own paragraph alone is left out, with all others on its subject there.
 */
export function measureKnowledge(paragraphs: Paragraph[], language: string, report: Report): void {
  const from = performance.now();
  const searcher = createSearcher(paragraphs.map(toArticle));
  const openedMs = performance.now() - from;
  const asked = paragraphs.flatMap(({ id, questions }) => questions.map((question) => ({ id, question })));
  const results = asked.map(({ id, question }) => {
    const { findings, confidence, threshold } = searcher.search(question);
    return { rank: findings.findIndex(({ article }) => article === id) + 1, confidence, threshold };
  });
  const hitAtOne = share(results, ({ rank }) => rank === 1);
  const reciprocal = results.reduce((sum, { rank }) => sum + (rank === 0 ? 0 : 1 / rank), 0) / results.length;
  report.head(`XQuAD, ${language}: ${paragraphs.length} paragraphs, ${asked.length} questions`);
  report.row('hit@1', percent(hitAtOne), [hitAtOne, 0.92]);
  report.row('hit@3', percent(share(results, ({ rank }) => rank >= 1 && rank <= 3)));
  report.row('mean reciprocal rank', reciprocal.toFixed(3));

  const subjects = [...new Set(paragraphs.map(({ article }) => article))];
  const isKnown = ({ article }: Paragraph): boolean => subjects.indexOf(article) % 2 === 0;
  const half = createSearcher(paragraphs.filter(isKnown).map(toArticle));
  const easy = abstain(
    askAll(half, paragraphs.filter(isKnown)),
    askAll(
      half,
      paragraphs.filter((paragraph) => !isKnown(paragraph)),
    ),
  );
  report.row('abstained, easy, 90 % kept', percent(easy), [easy, 0.89]);
  const own = paragraphs.flatMap(({ id, questions }) =>
    questions.map((question) => searcher.search(question, { without: new Set([id]) }).confidence),
  );
  const hard = abstain(
    results.map(({ confidence }) => confidence),
    own,
  );
  report.row('abstained, hard, 90 % kept', percent(hard), [hard, 0.81]);
  report.row('kept at the threshold', percent(share(results, ({ confidence, threshold }) => confidence >= threshold)));
  const tookMs = (performance.now() - from - openedMs) / (asked.length * 3);
  report.row('opening; a question', `${openedMs.toFixed(0)} ms; ${tookMs.toFixed(1)} ms`);
}

const toArticle = ({ id, text }: Paragraph): Article => ({ id, title: '', sections: [{ heading: '', text }] });

const askAll = (searcher: Searcher, paragraphs: Paragraph[]): number[] =>
  paragraphs.flatMap(({ questions }) => questions.map((question) => searcher.search(question).confidence));

/** The share of what has no answer that lies below the confidence which keeps nine of ten of what has one. */
function abstain(withAnswer: number[], without: number[]): number {
  const sorted = [...withAnswer].sort((left, right) => left - right);
  const edge = sorted[Math.floor(sorted.length * (1 - keptShare))] ?? 0;
  return share(without, (confidence) => confidence < edge);
}
