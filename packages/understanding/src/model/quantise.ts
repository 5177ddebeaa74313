import type { LinearWeights } from '../training/train-linear.ts';
import type { Model } from './model.ts';

const largest = 127;

/** Weights in one byte each: a quarter of the size, and no prediction that is not a tie anyway becomes another. */
export function quantise({ values, intentCount, featureCount }: LinearWeights): Pick<Model, 'weights' | 'steps'> {
  const weights = new Int8Array(values.length);
  const steps = new Float32Array(featureCount + 1);
  for (let feature = 0; feature <= featureCount; feature += 1) {
    const row = values.subarray(feature * intentCount, (feature + 1) * intentCount);
    let peak = 0;
    for (const value of row) peak = Math.max(peak, Math.abs(value));
    const step = peak / largest;
    steps[feature] = step;
    if (step === 0) continue;
    row.forEach((value, intent) => {
      weights[feature * intentCount + intent] = Math.round(value / step);
    });
  }
  return { weights, steps };
}
