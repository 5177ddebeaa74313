import { existsSync, readFileSync } from 'node:fs';
import { AppError } from '@baton/core';
import { parseDocument } from 'yaml';

/** The file named, or `baton.yaml` here when there is one. @throws AppError naming file, line and column */
export function readConfigFile(named: string | undefined): unknown {
  const path = named ?? 'baton.yaml';
  if (!existsSync(path)) {
    if (named === undefined) return {};
    throw new AppError('configuration-invalid', `There is no file ${path}. Correct --config, or leave it out.`);
  }
  const document = parseDocument(readText(path), { prettyErrors: true });
  const [error] = document.errors;
  if (error === undefined) {
    const read: unknown = document.toJS();
    return read;
  }
  const [place] = error.linePos ?? [];
  const [what = 'not YAML'] = error.message.split(/ at line |:?\n/);
  throw new AppError(
    'configuration-invalid',
    `${path}:${place?.line ?? 1}:${place?.col ?? 1} is not YAML: ${what}. Write one "NAME: value" per line; a value with : or # in it stands in quotes.`,
  );
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new AppError('configuration-invalid', `${path} cannot be read. Is it a file that this user may read?`, {
      cause,
    });
  }
}
