import { indexNearWords, type NearWords } from './near-words.ts';
import { english } from './words/english.ts';
import { french } from './words/french.ts';
import { german } from './words/german.ts';
import { spanish } from './words/spanish.ts';
import type { SecretKind, Vocabulary } from './words/vocabulary.ts';

/** All languages are known at once: people mix them, and a line is too short to tell its language. */
const vocabularies: Vocabulary[] = [english, german, spanish, french];

type WordList = { [Key in keyof Vocabulary]: Vocabulary[Key] extends string ? Key : never }[keyof Vocabulary];

const splitWords = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');
const collect = (...lists: WordList[]): Set<string> =>
  new Set(vocabularies.flatMap((vocabulary) => lists.flatMap((list) => splitWords(vocabulary[list]))));
/** Knows the words, and the long ones also with a slip in them. */
const near = (...lists: WordList[]): NearWords => indexNearWords(collect(...lists), 7);

/** The longest phrases first, by their first word. */
function indexPhrases<Phrase extends { words: string[] }>(phrases: Phrase[]): Map<string, Phrase[]> {
  const index = new Map<string, Phrase[]>();
  for (const phrase of [...phrases].sort((left, right) => right.words.length - left.words.length)) {
    const [first = ''] = phrase.words;
    index.set(first, [...(index.get(first) ?? []), phrase]);
  }
  return index;
}

const nouns = vocabularies.flatMap((vocabulary) =>
  Object.entries(vocabulary.nouns).flatMap(([kind, lines]) =>
    // Object.entries forgets that the keys are kinds.
    lines.split('\n').map((line) => ({ words: splitWords(line), kind: kind as SecretKind })),
  ),
);
const nounIndex = indexPhrases(nouns);
/** Words that are one slip away from a noun and are something else. */
const notNouns = new Set(
  'passport passports pasaporte passeport kennwert keyword keywords acceder access accent'.split(' '),
);
const nearNouns = indexNearWords(new Set(nouns.flatMap(({ words }) => words)), 6);
const nounEnds = [...collect('nounEnds')];

const hedgeIndex = indexPhrases(
  vocabularies.flatMap(({ hedgePhrases }) => hedgePhrases.split('\n').map((line) => ({ words: splitWords(line) }))),
);
const nearHedges = indexNearWords(
  [...hedgeIndex.values()].flat().map(({ words }) => words[0] ?? ''),
  7,
);

const linkVocabularies = new Map(
  vocabularies.flatMap((vocabulary) =>
    splitWords(`${vocabulary.links} ${vocabulary.framedLinks}`).map((word) => [word, vocabulary] as const),
  ),
);
const nearLinks = indexNearWords(linkVocabularies.keys(), 6);
const framedLinks = collect('framedLinks');
const stateEnds = new Map(
  vocabularies.map((vocabulary) => [vocabulary, new RegExp(`${vocabulary.stateEnds}$`, 'u')] as const),
);

const changes = indexNearWords(collect('changes'), 6);
const compounds = near('compounds');
const functionWords = near('functionWords');
const states = near('states');
const enders = near('functionWords', 'enders', 'courtesies');
const courtesies = near('courtesies');
const units = near('units');
const plainCodes = indexNearWords(collect('plainCodes'), 6);
const adjectives = indexNearWords(collect('adjectives'), 6);
const errors = new Set('error errors err fehler fehlermeldung erreur fault'.split(' '));
const systems = collect('systems');

/** The words of all languages, by what they do in a sentence about a secret. */
export const lexicon = {
  connectors: collect('connectors'),
  changeLinks: collect('changeLinks'),
  determiners: collect('determiners'),
  roles: collect('roles'),
  pronouns: collect('pronouns'),
  userNouns: collect('userNouns'),
  frameEnds: collect('frameEnds'),
  predicateEnds: collect('predicateEnds'),
  takings: collect('takings'),
  possessives: collect('possessives'),
  /** "simply", "probablement": by its ending an adverb, which may stand between a link and a value. */
  isAdverb: (word: string): boolean => /^\p{L}{3,}(?:ly|mente|ment|weise)$/u.test(word),
  systems,
  isLink: (word: string): boolean => nearLinks.find(word) !== null,
  isFramedLink: (word: string): boolean => framedLinks.has(word),
  isAdjective: (word: string): boolean => adjectives.find(word) !== null,
  isChange: (word: string): boolean => changes.find(word) !== null,
  isCompound: (word: string): boolean => compounds.find(word) !== null,
  isUnit: (word: string): boolean => units.find(word) !== null,
  isError: (word: string): boolean => errors.has(word),
  isPlainCode: (word: string): boolean => plainCodes.find(word) !== null,
  isFunctionWord: (word: string): boolean => functionWords.find(word) !== null,
  /** Says something about a password, or names what has one. */
  isState: (word: string): boolean => systems.has(word) || states.find(word) !== null,
  /** Begins no value behind a link: a function word, a courtesy, or what is said about passwords. */
  isOrdinary: (word: string): boolean =>
    functionWords.find(word) !== null ||
    courtesies.find(word) !== null ||
    systems.has(word) ||
    states.find(word) !== null,
  isEnder: (word: string): boolean => enders.find(word) !== null,
  /** Says something about a password by its ending, in the language of the link before it. */
  endsLikeState: (word: string, link: string): boolean => {
    const vocabulary = linkVocabularies.get(nearLinks.find(link) ?? '');
    return vocabulary !== undefined && stateEnds.get(vocabulary)?.test(word.toLowerCase()) === true;
  },
};

/** The longest phrase that names a secret and begins the list of words. */
export function findNoun(words: string[]): { kind: SecretKind; length: number } | null {
  const [first = ''] = words;
  const known = nounWord(first);
  const found = nounIndex
    .get(known)
    ?.find((phrase) => phrase.words.every((word, index) => nounWord(words[index] ?? '') === word));
  if (found !== undefined) return { kind: found.kind, length: found.words.length };
  return nounEnds.some((end) => known.length > end.length && known.endsWith(end))
    ? { kind: 'password', length: 1 }
    : null;
}

const nounWord = (word: string): string => (notNouns.has(word) ? word : (nearNouns.find(word) ?? word));

/** How many of the words make the longest hedge that begins the list; 0 when none does. */
export function hedgeLength(words: string[]): number {
  const first = nearHedges.find(words[0] ?? '');
  if (first === null) return 0;
  const found = hedgeIndex
    .get(first)
    ?.find((phrase) => phrase.words.every((word, index) => (index === 0 ? first : words[index]) === word));
  return found?.words.length ?? 0;
}
