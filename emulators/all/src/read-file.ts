import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

/** A file or its address could not be used; the message names the file and the problem. */
export class FileProblem extends Error {
  override readonly name = 'FileProblem';
}

/** The data of a JSON or YAML file (JSON is YAML). @throws FileProblem */
export function readDataFile(path: string | URL): unknown {
  try {
    const data: unknown = parse(readFileSync(path, 'utf8'));
    return data;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'unknown failure';
    throw new FileProblem(`${String(path)} cannot be read as JSON or YAML: ${why}`, { cause });
  }
}
