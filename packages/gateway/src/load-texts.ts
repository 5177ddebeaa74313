import { readFile } from 'node:fs/promises';
import { AppError, createTexts, type Texts } from '@baton/core';
import { LineCounter, parseDocument } from 'yaml';
import type { ConfigProblem } from './config/problems.ts';

/**
 * The texts that people read, with the wording of an installation's own file over them (YAML: `en: { greeting: … }`); null: none.
 * @throws AppError `configuration-invalid` naming file, line and column, or every text that cannot be used
 */
export async function loadTexts(path: string | null): Promise<Texts> {
  if (path === null) return createTexts();
  const lineCounter = new LineCounter();
  const document = parseDocument(await read(path), { lineCounter, prettyErrors: false });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lineCounter.linePos(error.pos[0]);
    throw new AppError('configuration-invalid', `${path}:${line}:${col} is not YAML: ${error.message}`);
  }
  return createTexts(document.toJS() ?? {});
}

/** What is wrong with the file of texts, to be told with everything else that is. */
export async function checkTexts(path: string | null): Promise<ConfigProblem[]> {
  try {
    await loadTexts(path);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return [{ name: 'BATON_TEXTS_FILE', problem: error.message, fix: 'Correct the file, or leave it out.' }];
  }
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new AppError('configuration-invalid', `The file of texts, ${path}, cannot be read.`, { cause });
  }
}
