import { hedgeLength, lexicon } from './lexicon.ts';
import { chunkFrom, type Place, wordAt, wordsFrom } from './place.ts';
import { shapeOf } from './shape.ts';
import type { Token } from './tokens.ts';

/**
 * How surely a value follows. `sign`: a colon says so. `word`: "is", which "expired" may follow too; `isFramed`: "soll … sein". `user`: the
 * line named the user before. `none`: nothing says so, and the value must look like one.
 */
export type Lead = { by: 'sign' } | { by: 'word'; word: string; isFramed: boolean } | { by: 'user' } | { by: 'none' };

export type Link = { lead: Lead; after: number };

const linkTokensMax = 10;
const hedgeWordsMax = 4;

/** "is", ":", "is now:", "should be", "->", also several in a row; null when there is none. */
export function readLink(place: Place, from: number): Link | null {
  let lead: Lead = { by: 'none' };
  let at = from;
  while (at < from + linkTokensMax) {
    const token = place.tokens[at];
    if (token === undefined || isValueLike(place, token)) break;
    const isLink = isSign(place, at) || lexicon.isLink(token.word);
    const length = isLink ? 1 : fillerLength(place, at, at === from);
    if (length === 0) break;
    if (isLink) lead = joinLead(lead, isSign(place, at), token.word);
    at += length;
  }
  return lead.by === 'none' ? null : { lead, after: at };
}

/** How many tokens of a hedge, an adverb or a mark stand here that lead on to a value; 0 when none do. */
function fillerLength(place: Place, at: number, isFirst: boolean): number {
  const token = place.tokens[at];
  if (token === undefined) return 0;
  if (isClosing(token, isFirst) || isAbbreviation(place, at)) return 1;
  const words = wordsFrom(place, at, hedgeWordsMax);
  return hedgeLength(words) || (isAdverb(words) ? 1 : 0);
}

function joinLead(lead: Lead, isSure: boolean, word: string): Lead {
  if (isSure || lead.by === 'sign') return { by: 'sign' };
  return { by: 'word', word, isFramed: lexicon.isFramedLink(word) };
}

/** An adverb with something behind it; "butterfly, but" is none. */
const isAdverb = ([word = '', next]: string[]): boolean =>
  lexicon.isAdverb(word) && next !== undefined && (lexicon.isLink(next) || !lexicon.isFunctionWord(next));

/** A piece that looks like a password is one, although it may begin as a link or hedge does: "C@milla1". */
const isValueLike = (place: Place, token: Token): boolean =>
  token.isWord && token.chunkEnd > token.end && shapeOf(chunkFrom(place, token)) === 'secret';

/** A colon and the like; a hyphen only with white space around it or as an arrow. */
export function isSign(place: Place, at: number): boolean {
  const token = place.tokens[at];
  if (token === undefined) return false;
  if ([':', '=', '→', '>', '|', '：'].includes(token.word)) return true;
  const isSpaced = token.hasSpaceBefore && place.tokens[at + 1]?.hasSpaceBefore === true;
  return ['-', '–', '—'].includes(token.word) && (isSpaced || wordAt(place, at + 1) === '>');
}

/** The quotation mark or bracket right behind the noun, as in JSON. */
const isClosing = (token: Token, isFirst: boolean): boolean =>
  isFirst && !token.hasSpaceBefore && ['"', "'", '*', ')', ']', '”'].includes(token.word);

/** "PW.:" */
const isAbbreviation = (place: Place, at: number): boolean =>
  wordAt(place, at) === '.' && wordAt(place, at + 1) === ':';
