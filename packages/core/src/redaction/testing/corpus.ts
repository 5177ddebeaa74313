import { heldOut as englishHeldOut } from './carriers/english/held-out.ts';
import { withSecret as englishWith } from './carriers/english/with.ts';
import { withoutSecret as englishWithout } from './carriers/english/without.ts';
import { heldOut as frenchHeldOut } from './carriers/french/held-out.ts';
import { withSecret as frenchWith } from './carriers/french/with.ts';
import { withoutSecret as frenchWithout } from './carriers/french/without.ts';
import { heldOut as germanHeldOut } from './carriers/german/held-out.ts';
import { withSecret as germanWith } from './carriers/german/with.ts';
import { withoutSecret as germanWithout } from './carriers/german/without.ts';
import { heldOut as spanishHeldOut } from './carriers/spanish/held-out.ts';
import { withSecret as spanishWith } from './carriers/spanish/with.ts';
import { withoutSecret as spanishWithout } from './carriers/spanish/without.ts';
import { fillers } from './fillers.ts';
import { createRandom, type Random } from './random.ts';
import { secretMakers } from './secrets.ts';
import { after, before, type Language } from './vocabulary.ts';

/** `known`: phrasings that the grammar was made with. `held-out`: phrasings that were written before it and never used to improve it. */
export type CorpusPart = 'known' | 'held-out';
export type LabelledSecret = { start: number; end: number; kind: string };
/** `carrier`: the phrasing it was made from. */
export type LabelledLine = { text: string; secrets: LabelledSecret[]; language: Language; carrier: string };

type Carriers = { with: string[]; without: string[] };

const carriers: Record<CorpusPart, Record<Language, Carriers>> = {
  known: {
    english: { with: englishWith, without: englishWithout },
    german: { with: germanWith, without: germanWithout },
    spanish: { with: spanishWith, without: spanishWithout },
    french: { with: frenchWith, without: frenchWithout },
  },
  'held-out': {
    english: englishHeldOut,
    german: germanHeldOut,
    spanish: spanishHeldOut,
    french: frenchHeldOut,
  },
};

type CorpusOptions = { seed: number; part: CorpusPart; lines: number };

/** `lines` lines that each carry at least one secret, and as many that carry none. English is as frequent as any two others. */
export function makeCorpus({ seed, part, lines }: CorpusOptions): { with: LabelledLine[]; without: LabelledLine[] } {
  const random = createRandom(seed);
  const make = (kind: keyof Carriers): LabelledLine[] =>
    Array.from({ length: lines }, () => {
      const language = random.pick<Language>(['english', 'english', 'german', 'german', 'spanish', 'french']);
      return makeLine(random, language, random.pick(carriers[part][language][kind]));
    });
  return { with: make('with'), without: make('without') };
}

function makeLine(random: Random, language: Language, carrier: string): LabelledLine {
  const secrets: LabelledSecret[] = [];
  let text = random.chance(0.2) ? random.pick(before[language]) : '';
  for (const piece of roughen(random, carrier).split(/(\{[a-z0-9]+\})/)) {
    const name = /^\{([a-z0-9]+)\}$/.exec(piece)?.[1];
    if (name === undefined) {
      text += piece;
      continue;
    }
    const secretMaker = secretMakers[name];
    const value = (secretMaker?.make ?? fillers[name])?.(random, language);
    if (value === undefined) throw new RangeError(`no maker for {${name}}`);
    if (secretMaker !== undefined)
      secrets.push({ start: text.length, end: text.length + value.length, kind: secretMaker.kind });
    text += value;
  }
  if (random.chance(0.25)) text += random.pick(after[language]);
  return { text, secrets, language, carrier };
}

/** Writes as people do in a chat: in lower case, without accents, with a letter lost or swapped; places to fill stay as they are. */
function roughen(random: Random, carrier: string): string {
  const isLower = random.chance(0.2);
  const isUpper = random.chance(0.03);
  const isPlain = random.chance(0.25);
  const pieces = carrier.split(/(\{[a-z0-9]+\})/);
  const misspelt = random.chance(0.15) ? pickWord(random, pieces) : null;
  return pieces
    .map((piece, index) => {
      if (index % 2 === 1) return piece;
      let text = misspelt?.piece === index ? misspelt.text : piece;
      if (isPlain) text = text.normalize('NFD').replace(/\p{Mn}/gu, '');
      if (isLower) text = text.toLowerCase();
      return isUpper ? text.toUpperCase() : text;
    })
    .join('');
}

/** One word of at least six letters with one slip of the finger in it. */
function pickWord(random: Random, pieces: string[]): { piece: number; text: string } | null {
  const places = pieces.flatMap((text, piece) =>
    piece % 2 === 1
      ? []
      : [...text.matchAll(/\p{L}{6,}/gu)].map(({ 0: word, index }) => ({ piece, text, word, index })),
  );
  if (places.length === 0) return null;
  const { piece, text, word, index } = random.pick(places);
  const at = random.integer(1, word.length - 3);
  const slips = [
    word.slice(0, at) + word.slice(at + 1),
    word.slice(0, at) + word.charAt(at) + word.slice(at),
    word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  ];
  return { piece, text: text.slice(0, index) + random.pick(slips) + text.slice(index + word.length) };
}
