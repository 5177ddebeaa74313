import { evaluate, readExamples } from '@baton/understanding';
import { complain, say } from '../process.ts';
import { readBytes } from '../read-bytes.ts';
import { count } from '../workflow/count.ts';
import { readModel } from './read-model.ts';

/** Prints how well a model does on examples. False when model or examples cannot be used. */
export async function evaluateModel(examplesPath: string, modelPath: string): Promise<boolean> {
  const recogniser = await readModel(modelPath);
  const bytes = recogniser === null ? null : await readBytes(examplesPath);
  if (recogniser === null || bytes === null) return false;
  const reading = readExamples(bytes.toString());
  if (reading.type === 'refused') {
    complain(`${examplesPath}: ${reading.problem}`);
    return false;
  }
  const found = evaluate(recogniser, reading.examples);
  say(`${count(found.exampleCount, 'example')}, ${found.outOfScopeCount} more out of scope`);
  say(`right intent first                    ${percent(found.accuracy)}`);
  say(`right intent among the first three    ${percent(found.accuracyAmongThree)}`);
  say(`right intent, and sure enough         ${percent(found.accuracyAtThreshold)}`);
  say(`out of scope, and found to be         ${percent(found.outOfScopeRecall)}`);
  return true;
}

const percent = (share: number | null): string => (share === null ? '-' : `${(share * 100).toFixed(1)} %`);
