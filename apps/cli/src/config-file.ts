import { existsSync, readFileSync } from 'node:fs';
import { AppError } from '@baton/core';
import type { ConfigFile } from '@baton/gateway';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';

/** The file named, or `baton.yaml` here when there is one; null when there is none. @throws AppError naming file, line and column */
export function readConfigFile(named: string | undefined): ConfigFile | null {
  const path = named ?? 'baton.yaml';
  if (!existsSync(path)) {
    if (named === undefined) return null;
    throw new AppError('configuration-invalid', `There is no file ${path}. Correct --config, or leave it out.`);
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(readText(path), { prettyErrors: true, lineCounter });
  const [error] = document.errors;
  if (error === undefined) {
    const items = isMap(document.contents) ? document.contents.items : [];
    const lines = items.flatMap(({ key }) =>
      isScalar(key) ? [[String(key.value), lineCounter.linePos(key.range?.[0] ?? 0).line] as const] : [],
    );
    return { path, values: document.toJS(), lines: new Map(lines) };
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
