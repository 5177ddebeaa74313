import { describe, expect, it } from 'vitest';
import { evaluateKnowledge } from '../evaluate.ts';
import { helpArticles, helpQuestions, unanswerableQuestions } from '../testing/help-articles.ts';
import { createSearcher } from './searcher.ts';

const searcher = createSearcher(helpArticles);

describe('a small knowledge base in four languages, of which nobody says which', () => {
  it.each(helpQuestions)('%s', (question, article) => {
    expect(searcher.search(question).findings[0]?.article).toBe(article);
  });

  it('answers most questions that have an answer, and hardly one that has none', () => {
    const found = evaluateKnowledge(searcher, [
      ...helpQuestions.map(([question, article]) => ({ question, article })),
      ...unanswerableQuestions.map((question) => ({ question, article: null })),
    ]);
    expect(found).toMatchObject({
      questionCount: 12,
      unanswerableCount: 6,
      hitAtOne: 1,
      hitAtThree: 1,
      reciprocalRank: 1,
    });
    expect(found.answered).toBeGreaterThanOrEqual(0.75);
    expect(found.abstained).toBeGreaterThanOrEqual(0.83);
  });
});

describe('what is found', () => {
  it('is quoted word for word, from the sentence that fits best', () => {
    const [finding] = searcher.search('can a backup be restored within hours').findings;
    expect(finding).toMatchObject({ article: 'en/backup', title: 'How backups are made' });
    expect(finding?.passage).toContain(finding?.excerpt);
    expect(finding?.excerpt).toBe('A backup is kept for thirty days and can be restored within four hours.');
  });

  it('is each article once, in order, and no more than wanted', () => {
    const { findings } = searcher.search('printer invoice backup help desk', { top: 3 });
    expect(new Set(findings.map(({ article }) => article)).size).toBe(3);
    expect(findings.map(({ score }) => score)).toEqual(findings.map(({ score }) => score).sort((a, b) => b - a));
  });

  it('is not what was to be left out', () => {
    const { findings } = searcher.search('printer offline', { without: new Set(['en/printer']) });
    expect(findings.map(({ article }) => article)).not.toContain('en/printer');
  });

  it.each(['', '   ', '🙏', '?', 'the of and'])('is nothing sure for %j', (question) => {
    const { confidence, threshold } = searcher.search(question);
    expect(confidence).toBeLessThan(threshold);
  });

  it('is nothing in an empty knowledge base', () => {
    expect(createSearcher([]).search('anything')).toEqual({ findings: [], confidence: 0, threshold: 0.5 });
  });
});
