import { AppError } from '@baton/core';

/** The system's or database's own codes of an error and of what caused it, the outermost first. */
export function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < causesMax; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string' && !(at instanceof AppError)) codes.push(at.code);
    // A host with several addresses fails with one error for each.
    if (at instanceof AggregateError) codes.push(...at.errors.flatMap((each) => codesOf(each)));
  }
  return codes;
}

const causesMax = 5;
