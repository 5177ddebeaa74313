import { extractFeatures } from './features/extract.ts';
import { createVectoriser, type SparseVector } from './features/vocabulary.ts';
import type { Model } from './model/model.ts';
import { stripCourtesies } from './text/courtesies.ts';
import { createSpeller } from './text/spelling.ts';
import { tokenise } from './text/tokenise.ts';

export type RankedIntent = { intent: string; score: number };

export type Recognition = {
  /** The intent that is meant; null when none is likely enough. */
  intent: string | null;
  /** Between 0 and 1: how sure it is that the first of `ranked` is meant. Below `threshold` nothing is. */
  score: number;
  /** The most likely intents, best first. */
  ranked: RankedIntent[];
  threshold: number;
};

export type Recogniser = {
  intents: string[];
  recognise: (text: string) => Recognition;
};

/** What is known of a text before it is decided. */
export type Evidence = { margins: Float64Array; unknownShare: number };

const threshold = 0.5;
const rankedMax = 10;

/** Recognises intents with a trained model. Needs about a tenth of a millisecond for a sentence and keeps no state. */
export function createRecogniser(model: Model): Recogniser {
  const weigh = createWeigher(model);
  return { intents: model.intents, recognise };

  function recognise(text: string): Recognition {
    const { middle, steepness } = model.calibration;
    const ranked = rankEvidence(weigh(text))
      .slice(0, rankedMax)
      .map(({ intent, evidence }) => ({
        intent: model.intents[intent] ?? '',
        score: 1 / (1 + Math.exp(-steepness * (evidence - middle))),
      }));
    const [first] = ranked;
    const score = first?.score ?? 0;
    return { intent: first !== undefined && score >= threshold ? first.intent : null, score, ranked, threshold };
  }
}

/** Scores a text against each intent, without courtesies and with slips of spelling corrected. */
export function createWeigher(model: Omit<Model, 'calibration'>): (text: string) => Evidence {
  const vectorise = createVectoriser(model.vocabulary);
  const speller = createSpeller(model.words);
  return (text) => {
    const tokens = tokenise(stripCourtesies(text)).map(speller.correct);
    return {
      margins: scoreIntents(model, vectorise(extractFeatures(tokens))),
      unknownShare: measureUnknown(tokens, model),
    };
  };
}

const distinctnessWorth = 0.25;
const unknownCost = 1.2;

/**
 * The intents by evidence, best first: how far the text lies on the intent's side, a little for its distance from the next one, less for words
 * that no example has. The three together tell what is out of scope much better than the first alone.
 */
export function rankEvidence({ margins, unknownShare }: Evidence): { intent: number; evidence: number }[] {
  const order = Array.from(margins.keys()).sort((left, right) => (margins[right] ?? 0) - (margins[left] ?? 0));
  const marginAt = (rank: number): number => margins[order[rank] ?? 0] ?? 0;
  return order.map((intent, rank) => {
    const lead = order.length < 2 ? 0 : marginAt(rank) - marginAt(rank === 0 ? 1 : 0);
    return { intent, evidence: marginAt(rank) + distinctnessWorth * lead - unknownCost * unknownShare };
  });
}

function scoreIntents({ intents, weights, steps }: Omit<Model, 'calibration'>, vector: SparseVector): Float64Array {
  const { places, values } = vector;
  const scores = new Float64Array(intents.length);
  for (let index = 0; index <= places.length; index += 1) {
    const feature = places[index] ?? steps.length - 1;
    const value = (values[index] ?? 1) * (steps[feature] ?? 0);
    const row = feature * intents.length;
    for (let intent = 0; intent < scores.length; intent += 1)
      scores[intent] = (scores[intent] ?? 0) + value * (weights[row + intent] ?? 0);
  }
  return scores;
}

/** How much of what a text says is in words of no example, where rare words say more than frequent ones. */
function measureUnknown(tokens: string[], { words, exampleCount }: Omit<Model, 'calibration'>): number {
  let all = 0;
  let unknown = 0;
  for (const token of tokens) {
    const count = words.get(token) ?? 0;
    const telling = Math.log((1 + exampleCount) / (1 + count));
    all += telling;
    if (count === 0) unknown += telling;
  }
  return all === 0 ? 1 : unknown / all;
}
