import { findNoun, lexicon } from './lexicon.ts';
import { type Place, wordAt } from './place.ts';
import type { SecretKind } from './words/vocabulary.ts';

/** A noun that names a secret: the tokens from `first` up to, not including, `after`. */
export type Noun = { kind: SecretKind; first: number; after: number };

const nounWordsMax = 5;
const errorTokensMax = 6;

/** The noun that begins at a place; null when none does. */
export function nounAt(place: Place): Noun | null {
  const { tokens, at: first } = place;
  if (tokens[first]?.isWord !== true) return null;
  const words: string[] = [];
  const positions: number[] = [];
  for (let at = first; words.length < nounWordsMax && at < first + 2 * nounWordsMax; at += 1) {
    const token = tokens[at];
    if (token === undefined || (at > first && token.isLineStart)) break;
    if (token.isWord) {
      words.push(token.word);
      positions.push(at);
    } else if (!isJoint(place, at)) break;
  }
  const noun = findNoun(words);
  if (noun === null) return null;
  const last = positions[noun.length - 1] ?? first;
  if (noun.kind === 'code' && isPlainCode(place, last)) return null;
  return { kind: noun.kind, first, after: last + 1 };
}

/** A mark within a word: "api-key", "client_secret", "p/w". */
const isJoint = (place: Place, at: number): boolean =>
  ['-', '_', '/'].includes(wordAt(place, at)) && place.tokens[at + 1]?.hasSpaceBefore === false;

/** "error code", "code postal", "code d'erreur". */
function isPlainCode(place: Place, last: number): boolean {
  const before = wordAt(place, place.tokens[place.at - 1]?.isWord === false ? place.at - 2 : place.at - 1);
  const isOf = ['d', 'de', 'du', 'des', 'del'].includes(wordAt(place, last + 1));
  const isError = place.tokens
    .slice(Math.max(0, place.at - errorTokensMax), place.at)
    .some(({ word }) => lexicon.isError(word));
  return isError || lexicon.isPlainCode(before) || lexicon.isPlainCode(wordAt(place, isOf ? last + 2 : last + 1));
}
