import { createRecogniser, decodeModel, type Recogniser } from '@baton/understanding';
import { complain } from '../process.ts';
import { readBytes } from '../read-bytes.ts';

/** The recogniser of a model file; null, and the reason said, when it cannot be used. */
export async function readModel(path: string): Promise<Recogniser | null> {
  const bytes = await readBytes(path);
  if (bytes === null) return null;
  const reading = decodeModel(bytes);
  if (reading.type === 'read') return createRecogniser(reading.model);
  complain(`${path}: ${reading.problem}`);
  return null;
}
