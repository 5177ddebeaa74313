import { createInterface } from 'node:readline';
import { readText } from '@baton/understanding';
import { complain, say } from '../process.ts';
import { readModel } from './read-model.ts';

/** Answers each line of standard input with one line. False when the model or a line cannot be used. */
export async function predictLines(modelPath: string): Promise<boolean> {
  const recogniser = await readModel(modelPath);
  if (recogniser === null) return false;
  let lineNumber = 0;
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    lineNumber += 1;
    if (line.trim() === '') continue;
    const text = readText(line);
    if (text === null) {
      complain(`Line ${lineNumber} is not {"text": "…"}. Nothing after it was read.`);
      return false;
    }
    const { intent, score, ranked } = recogniser.recognise(text);
    say(JSON.stringify({ intent, score, ranked }));
  }
  return true;
}
