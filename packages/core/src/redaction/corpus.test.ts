import { describe, expect, it } from 'vitest';
import { makeCorpus } from './testing/corpus.ts';
import { measure, type Score } from './testing/measure.ts';

const linesPerCorpus = 2_000;
const percent = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(2)} %`;

/** The failing lines are named by the seed, so that a person can look at them; the held-out ones are not to be looked at. */
function report(name: string, score: Score): void {
  process.stdout.write(
    `redaction, ${name}: recall ${percent(score.found, score.secrets)} of ${score.secrets} secrets ` +
      `(cards ${percent(score.cardsFound, score.cards)} of ${score.cards}), ` +
      `over-masked ${percent(score.overMasked, score.lines)} of ${score.lines} lines, ` +
      `taken with a secret ${percent(score.aroundMasked, score.around)} of the letters around it\n`,
  );
}

describe('redaction of 2,000 lines with secrets and 2,000 without', () => {
  it('finds at least 99 % of credentials and cards and masks at most 1 % of harmless lines', () => {
    const score = measure(makeCorpus({ seed: 20_261_101, part: 'known', lines: linesPerCorpus }));
    report('known phrasings', score);
    expect(score.found / score.secrets).toBeGreaterThanOrEqual(0.99);
    expect(score.cardsFound / score.cards).toBeGreaterThanOrEqual(0.99);
    expect(score.overMasked / score.lines).toBeLessThanOrEqual(0.01);
    expect(score.aroundMasked / score.around).toBeLessThanOrEqual(0.01);
  });

  it('does nearly as well on phrasings that it was not made with', () => {
    const score = measure(makeCorpus({ seed: 20_261_101, part: 'held-out', lines: linesPerCorpus }));
    report('held-out phrasings', score);
    expect(score.found / score.secrets).toBeGreaterThanOrEqual(0.98);
    expect(score.cardsFound / score.cards).toBeGreaterThanOrEqual(0.99);
    expect(score.overMasked / score.lines).toBeLessThanOrEqual(0.02);
  });

  it('is made the same from the same seed', () => {
    const make = () => makeCorpus({ seed: 3, part: 'known', lines: 50 });
    expect(make()).toEqual(make());
  });
});
