import type { Calibration, Model } from '../model/model.ts';
import { createWeigher, rankEvidence } from '../recogniser.ts';
import type { Example } from './example.ts';

/**
 * The threshold is the mean evidence of those held-out examples that lie between these shares from below; of a few at the edge, one is chance.
 * Chosen on the development part of CLINC150.
 */
const edge = { from: 0.025, to: 0.042 };
const heldOutEvery = 10;
const perIntentMin = 4;
const heldOutMin = 20;
const steepness = 4;
/** For models too small to hold anything out. */
const middleOfFew = -0.45;

/** Sets some examples of each intent aside: every tenth, at least one of four or more. Nothing when that would be fewer than twenty. */
export function holdOut(examples: Example[]): { kept: Example[]; heldOut: Example[] } {
  const counts = new Map<string, number>();
  const countUp = (intent: string): number => {
    const count = (counts.get(intent) ?? 0) + 1;
    counts.set(intent, count);
    return count;
  };
  // The fourth of an intent, the fourteenth, and so on.
  const isHeldOut = examples.map(({ intent }) => intent !== null && countUp(intent) % heldOutEvery === perIntentMin);
  const heldOut = examples.filter((_, index) => isHeldOut[index]);
  if (heldOut.length < heldOutMin) return { kept: examples, heldOut: [] };
  return { kept: examples.filter((_, index) => !isHeldOut[index]), heldOut };
}

/** The evidence that is worth a score of 0.5: all but a small share of what was held out has more. */
export function calibrate(model: Omit<Model, 'calibration'> | null, heldOut: Example[]): Calibration {
  if (model === null) return { middle: middleOfFew, steepness };
  const weigh = createWeigher(model);
  const found = heldOut
    .map(({ text }) => rankEvidence(weigh(text))[0]?.evidence ?? 0)
    .sort((left, right) => left - right);
  const atEdge = found.slice(Math.floor(found.length * edge.from), Math.floor(found.length * edge.to) + 1);
  const sum = atEdge.reduce((total, evidence) => total + evidence, 0);
  return { middle: sum / atEdge.length, steepness };
}
