import type { Recogniser } from './recogniser.ts';
import type { Example } from './training/example.ts';

/** Shares between 0 and 1; null where there was nothing to measure. */
export type Evaluation = {
  exampleCount: number;
  outOfScopeCount: number;
  /** The right intent is first, whatever its score. */
  accuracy: number | null;
  accuracyAmongThree: number | null;
  /** The right intent is first and its score reaches the threshold. */
  accuracyAtThreshold: number | null;
  /** What is out of scope and was found to be. */
  outOfScopeRecall: number | null;
};

/** Measures a recogniser on examples that it was not trained on. */
export function evaluate(recogniser: Recogniser, examples: Example[]): Evaluation {
  const inScope = examples.filter(({ intent }) => intent !== null);
  const outOfScope = examples.filter(({ intent }) => intent === null);
  const found = inScope.map((example) => ({ ...example, recognition: recogniser.recognise(example.text) }));
  return {
    exampleCount: inScope.length,
    outOfScopeCount: outOfScope.length,
    accuracy: shareOf(found, ({ intent, recognition }) => recognition.ranked[0]?.intent === intent),
    accuracyAmongThree: shareOf(found, ({ intent, recognition }) =>
      recognition.ranked.slice(0, 3).some((ranked) => ranked.intent === intent),
    ),
    accuracyAtThreshold: shareOf(found, ({ intent, recognition }) => recognition.intent === intent),
    outOfScopeRecall: shareOf(outOfScope, ({ text }) => recogniser.recognise(text).intent === null),
  };
}

function shareOf<Item>(items: Item[], holds: (item: Item) => boolean): number | null {
  return items.length === 0 ? null : items.filter(holds).length / items.length;
}
