import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Example } from '@baton/understanding';
import { createRandom } from '../../packages/understanding/src/training/random.ts';

/** Examples to learn from and others to be measured by. */
export type Split = { name: string; train: Example[]; development: Example[] };

type ClincRow = [text: string, intent: string];

/** CLINC150: its own train and validation parts, with what is out of scope in both. */
export function readClinc(folder: string): { whole: Split; fewShot: (shots: 5 | 10) => Split } | null {
  const data = readJson<Record<'train' | 'val' | 'oos_train' | 'oos_val', ClincRow[]>>(
    folder,
    'clinc150/train-dev.json',
  );
  const shots = readJson<Record<string, number[]>>(folder, 'clinc150/fewshot.json');
  if (data === null || shots === null) return null;
  const inScope = (rows: ClincRow[]): Example[] => rows.map(([text, intent]) => ({ text, intent }));
  const outOfScope = (rows: ClincRow[]): Example[] => rows.map(([text]) => ({ text, intent: null }));
  const development = [...inScope(data.val), ...outOfScope(data.oos_val)];
  const train = inScope(data.train);
  return {
    whole: { name: 'CLINC150', train: [...train, ...outOfScope(data.oos_train)], development },
    fewShot: (count) => ({
      name: `CLINC150, ${count} examples each`,
      train: pick(train, shots[`train_${count}`] ?? []),
      development,
    }),
  };
}

/** BANKING77: the training part without the validation rows that come with the set; 50 intents known and 27 out of scope besides. */
export function readBanking(
  folder: string,
): { whole: Split; knownAndUnknown: Split; fewShot: (shots: 5 | 10) => Split } | null {
  const text = readText(folder, 'banking77/train.csv');
  const splits = readJson<Record<string, (number | string)[]>>(folder, 'banking77/splits.json');
  if (text === null || splits === null) return null;
  const rows = parseCsv(text)
    .slice(1)
    .map(([sentence = '', intent = '']) => ({ text: sentence, intent }));
  const validation = (splits['valid'] ?? []).map(Number);
  const isValidation = new Set(validation);
  const train = rows.filter((_, index) => !isValidation.has(index));
  const development = pick(rows, validation);
  const known = new Set<unknown>(splits['bank77_oos_inscope_intents']);
  return {
    whole: { name: 'BANKING77', train, development },
    knownAndUnknown: {
      name: 'BANKING77, 50 of 77 intents known',
      train: train.filter(({ intent }) => known.has(intent)),
      development: development.map((row) => (known.has(row.intent) ? row : { text: row.text, intent: null })),
    },
    fewShot: (count) => ({
      name: `BANKING77, ${count} examples each`,
      train: pick(rows, (splits[`train_${count}`] ?? []).map(Number)),
      development,
    }),
  };
}

/** HWU64 has a training part only: every row is drawn for development with a chance of one in ten, the same ones each time. */
export function readHwu(folder: string): Split | null {
  const text = readText(folder, 'hwu64/train.tsv');
  if (text === null) return null;
  const rows = text
    .trim()
    .split('\n')
    .map((line) => line.split('\t'));
  const random = createRandom(64);
  const split: Split = { name: 'HWU64', train: [], development: [] };
  for (const [sentence = '', intent = ''] of rows) {
    (random() < 0.1 ? split.development : split.train).push({ text: sentence, intent: intent.trim() });
  }
  return split;
}

export type Paragraph = { id: string; article: string; text: string; questions: string[] };

/** XQuAD's articles in one language: paragraphs and the questions that they answer. */
export function readXquad(folder: string, language: string): Paragraph[] | null {
  type Article = { title: string; paragraphs: { context: string; qas: { question: string }[] }[] };
  const read = readJson<{ data: Article[] }>(folder, `xquad/xquad-dev.${language}.json`);
  if (read === null) return null;
  return read.data.flatMap(({ title, paragraphs }) =>
    paragraphs.map(({ context, qas }, index) => ({
      id: `${title}-${index}`,
      article: title,
      text: context,
      questions: qas.map(({ question }) => question),
    })),
  );
}

const pick = (rows: Example[], places: number[]): Example[] => places.flatMap((place) => rows[place] ?? []);

function readText(folder: string, path: string): string | null {
  const file = join(folder, path);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

/** What the sets' own descriptions say is in a file. */
function readJson<Content>(folder: string, path: string): Content | null {
  const text = readText(folder, path);
  return text === null ? null : JSON.parse(text);
}

function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    if (row.length > 1) rows.push(row);
    row = [];
  }
  return rows;
}
