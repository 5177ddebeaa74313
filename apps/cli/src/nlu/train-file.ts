import { rename, writeFile } from 'node:fs/promises';
import { readExamples, trainInWorker } from '@baton/understanding';
import { complain, say } from '../process.ts';
import { readBytes } from '../read-bytes.ts';
import { count } from '../workflow/count.ts';

/** Trains a model from a file of examples. The file at `out` is the old model or the new one, never a part of it. */
export async function trainFile(path: string, out: string): Promise<boolean> {
  const bytes = await readBytes(path);
  if (bytes === null) return false;
  const reading = readExamples(bytes.toString());
  if (reading.type === 'refused') {
    complain(`${path}: ${reading.problem}`);
    return false;
  }
  const from = performance.now();
  const model = await trainInWorker(reading.examples);
  await writeFile(`${out}.part`, model);
  await rename(`${out}.part`, out);
  const seconds = ((performance.now() - from) / 1_000).toFixed(1);
  const intentCount = new Set(reading.examples.map(({ intent }) => intent).filter((intent) => intent !== null)).size;
  const megabytes = (model.length / 1e6).toFixed(1);
  say(
    `${count(reading.examples.length, 'example')} of ${count(intentCount, 'intent')}: ${megabytes} MB in ${seconds} s.`,
  );
  return true;
}
