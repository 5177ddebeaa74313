import { beforeAll, describe, expect, it } from 'vitest';
import { makeCorpus } from './testing/corpus.ts';
import { measure, type Score, share, type Tally, total } from './testing/measure.ts';
import { cards } from './testing/secrets.ts';

const options = { seed: 20_261_121, lines: 2_000 };
let known: Score;
let heldOut: Score;

beforeAll(() => {
  known = measure(makeCorpus({ ...options, part: 'known' }));
  heldOut = measure(makeCorpus({ ...options, part: 'held-out' }));
  process.stdout.write(`${table()}\n`);
});

const percent = (tally: Tally): string => `${(100 * share(tally)).toFixed(2)} % of ${tally.of}`;
const row = (name: string, left: Tally, right: Tally): string =>
  `  ${name.padEnd(40)}${percent(left).padEnd(20)}${percent(right)}`;

/** Only numbers: whoever looks at the held-out lines can use them no more. */
function table(): string {
  const none = { count: 0, of: 0 };
  return [
    `Redaction, 2,000 lines with secrets and 2,000 without, seed ${options.seed}`,
    `  ${''.padEnd(40)}${'known phrasings'.padEnd(20)}held-out phrasings`,
    row('secrets found', total(known.found.values()), total(heldOut.found.values())),
    ...[...known.found].map(([kind, tally]) => row(`  ${kind}`, tally, heldOut.found.get(kind) ?? none)),
    row('harmless lines over-masked', known.overMasked, heldOut.overMasked),
    row('letters taken out with a secret', known.around, heldOut.around),
  ].join('\n');
}

const recall = (score: Score): number => share(total(score.found.values()));
const cardRecall = (score: Score): number => share(score.found.get(cards) ?? { count: 0, of: 1 });

describe('redaction of 2,000 lines with secrets and 2,000 without', () => {
  it('finds at least 99 % of all secrets and of the cards, and masks at most 1 % of the harmless lines', () => {
    expect(recall(known)).toBeGreaterThanOrEqual(0.99);
    expect(cardRecall(known)).toBeGreaterThanOrEqual(0.99);
    expect(share(known.overMasked)).toBeLessThanOrEqual(0.01);
    expect(share(known.around)).toBeLessThanOrEqual(0.01);
  });

  it('does nearly as well with phrasings that it was not made with', () => {
    expect(recall(heldOut)).toBeGreaterThanOrEqual(0.98);
    expect(cardRecall(heldOut)).toBeGreaterThanOrEqual(0.99);
    expect(share(heldOut.overMasked)).toBeLessThanOrEqual(0.02);
  });

  it('is measured on every kind of secret and every language', () => {
    const { with: lines } = makeCorpus({ ...options, part: 'held-out' });
    expect(new Set(lines.map(({ language }) => language)).size).toBe(4);
    expect([...heldOut.found.keys()].sort()).toEqual([...known.found.keys()].sort());
    for (const { of } of known.found.values()) expect(of).toBeGreaterThan(20);
  });

  it('is made the same from the same seed', () => {
    const make = () => makeCorpus({ seed: 3, part: 'known', lines: 50 });
    expect(make()).toEqual(make());
  });
});
