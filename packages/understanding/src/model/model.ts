import type { Vocabulary } from '../features/vocabulary.ts';

/** What training comes to. Everything a prediction needs, and nothing of the examples but their words. */
export type Model = {
  intents: string[];
  vocabulary: Vocabulary;
  /** Weights by feature and intent in steps of `steps` of the feature; the last row is the bias. */
  weights: Int8Array;
  steps: Float32Array;
  /** Every word of the examples and in how many of them it is: for spelling, and for how much of a text is unknown. */
  words: Map<string, number>;
  exampleCount: number;
  /** How evidence becomes a score between 0 and 1: the evidence that is worth 0.5, and how fast it rises. */
  calibration: Calibration;
};

export type Calibration = { middle: number; steepness: number };
