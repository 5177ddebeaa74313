import { lexicon } from './lexicon.ts';
import { chunkAfter, chunkFrom, type Place, pieceSpan, placeAt, wordAt } from './place.ts';
import { readCode, readDigits, readKey } from './read-code.ts';
import type { Lead } from './read-link.ts';
import { type Shape, shapeOf, trimPiece } from './shape.ts';
import { redacted, type Span } from './span.ts';
import type { Token } from './tokens.ts';
import type { SecretKind } from './words/vocabulary.ts';

const openings = new Map([
  ['"', '"”“'],
  ["'", "'’"],
  ['“', '”"“'],
  ['”', '”"'],
  ['„', '“”"'],
  ['«', '»'],
  ['»', '«'],
  ['‹', '›'],
  ['`', '`'],
  ['‘', '’'],
]);
const quotedCharactersMax = 200;
const chunksMax = { phrase: 12, password: 8 };

type PasswordKind = 'password' | 'phrase';

/** The secret of a kind that stands here, or null when what stands here is something else. */
export function readValue(place: Place, kind: SecretKind, lead: Lead): Span | null {
  const first = place.tokens[place.at];
  // Only a colon and the like lead into the next line.
  if (first === undefined || (first.isLineStart && lead.by !== 'sign')) return null;
  if (place.text.startsWith(redacted, first.start)) return null;
  if (openings.has(first.word)) return readQuoted(place, kind, lead);
  if (['(', '[', '*', '{', '<'].includes(first.word) && !isSecretFrom(place, first))
    return readValue(placeAt(place, place.at + 1), kind, lead);
  switch (kind) {
    case 'password':
    case 'phrase':
      return readPassword(place, kind, lead);
    case 'pin':
      return readDigits(place, 4, 10);
    case 'card-check':
      return readDigits(place, 3, 4);
    case 'code':
      return readDigits(place, lead.by === 'none' ? 5 : 4, 10);
    case 'qualified-code':
      return readCode(place);
    case 'key':
      return readKey(place, lead);
    case 'login':
      return null;
    default:
      return kind satisfies never;
  }
}

/** "*ab1": a mark that belongs to the value, unless it also closes it. */
const isSecretFrom = (place: Place, token: Token): boolean => {
  const piece = trimPiece(chunkFrom(place, token));
  return token.word === '*' && !piece.endsWith('*') && shapeOf(piece) === 'secret';
};

function readQuoted(place: Place, kind: SecretKind, lead: Lead): Span | null {
  const opening = place.tokens[place.at];
  const next = place.tokens[place.at + 1];
  const closers = openings.get(opening?.word ?? '');
  if (opening === undefined || next === undefined || closers === undefined) return null;
  const inside = place.text.slice(opening.end, opening.end + quotedCharactersMax);
  const length = inside.search(new RegExp(`[${closers}\n]`));
  // An opening that never closes is one more character of the value.
  if (length < 1) return readValue(placeAt(place, place.at + 1), kind, lead);
  const quoted = inside.slice(0, length);
  const isSaid = shapeOf(quoted.split(' ')[0] ?? '') === 'plain' && lexicon.isOrdinary(next.word);
  if (isSaid && kind !== 'phrase') return null;
  const isCode = kind !== 'password' && kind !== 'phrase' && kind !== 'key';
  if (isCode && !/\p{Nd}/u.test(quoted)) return null;
  return { start: opening.end, end: opening.end + length };
}

function readPassword(place: Place, kind: PasswordKind, lead: Lead): Span | null {
  const first = place.tokens[place.at];
  if (first === undefined) return null;
  const shape = shapeOf(chunkFrom(place, first));
  switch (shape) {
    case 'secret':
      return extend(place, kind, shape);
    case 'digits':
      return isAmount(place, lead) ? null : extend(place, kind, shape);
    case 'date':
      return lead.by === 'none' ? null : pieceSpan(place, first);
    case 'plain':
      return readPlain(place, kind, lead);
    case 'other':
      return null;
    default:
      return shape satisfies never;
  }
}

/** "12 characters", "90 days", or beside the noun a year: no password. */
function isAmount(place: Place, lead: Lead): boolean {
  const digits = wordAt(place, place.at);
  if (lexicon.isUnit(wordAt(place, place.at + 1))) return true;
  const isBeside = lead.by === 'none';
  return digits.length < (isBeside ? 4 : 3) || (isBeside && /^(?:19|20)\d\d$/.test(digits));
}

/** A value that is an ordinary word, or several. */
function readPlain(place: Place, kind: PasswordKind, lead: Lead): Span | null {
  const first = place.tokens[place.at];
  if (first === undefined) return null;
  if (lead.by === 'none') return kind === 'phrase' ? readBarePhrase(place) : null;
  if (!canBegin(place, first, kind) || isSaidOf(place, first, { kind, lead })) return null;
  const span = extend(place, kind, 'plain');
  return lead.by === 'word' && lead.isFramed && !isFramed(place, span) ? null : span;
}

/** "passphrase correct horse battery staple": beside the noun only several words that say nothing else. */
function readBarePhrase(place: Place): Span | null {
  const first = place.tokens[place.at];
  if (first === undefined || lexicon.isOrdinary(first.word)) return null;
  const span = extend(place, 'phrase', 'plain');
  const words = place.text.slice(span.start, span.end).split(/[\s._-]+/);
  return words.length >= 3 ? span : null;
}

function canBegin(place: Place, first: Token, kind: PasswordKind): boolean {
  const chunk = chunkFrom(place, first);
  if (chunk.endsWith(':') || wordAt(place, chunkAfter(place, place.at)) === ':') return false;
  // Words joined by dots are nobody's grammar: "window.harbor.cabin".
  if (/\p{L}[._]\p{L}/u.test(chunk)) return true;
  if (kind === 'phrase')
    return !lexicon.isFunctionWord(first.word) && (!lexicon.isState(first.word) || hasPlainNext(place));
  return !lexicon.isOrdinary(first.word);
}

/** "is expired", "is hard to remember", "is somehow wrong": by its ending or by what follows it says something about the password. */
function isSaidOf(place: Place, first: Token, { kind, lead }: { kind: PasswordKind; lead: Lead }): boolean {
  if (lead.by !== 'word' || (kind === 'phrase' && hasPlainNext(place))) return false;
  const piece = trimPiece(chunkFrom(place, first));
  const isName = piece !== piece.toLowerCase() && piece !== piece.toUpperCase();
  if (isName) return false;
  const next = wordAt(place, chunkAfter(place, place.at));
  const isPredicate =
    chunkFrom(place, first) === piece &&
    (lexicon.predicateEnds.has(next) || (lexicon.isState(next) && !lexicon.isChange(next)));
  return isPredicate || lexicon.endsLikeState(first.word, lead.word) || lexicon.endsLikeState(piece, lead.word);
}

function hasPlainNext(place: Place): boolean {
  const next = place.tokens[chunkAfter(place, place.at)];
  return next !== undefined && shapeOf(chunkFrom(place, next)) === 'plain' && !lexicon.isEnder(next.word);
}

/** "soll hunter2 sein": the closing word follows soon. */
function isFramed({ tokens, at }: Place, span: Span): boolean {
  return tokens.slice(at + 1, at + 12).some(({ start, word }) => start >= span.end && lexicon.frameEnds.has(word));
}

/** A value of several words goes on until the sentence does something else. */
function extend(place: Place, kind: PasswordKind, shape: Shape): Span {
  const first = place.tokens[place.at];
  if (first === undefined) return { start: 0, end: 0 };
  const span = pieceSpan(place, first);
  let at = place.at;
  for (let count = 1; count < chunksMax[kind]; count += 1) {
    at = chunkAfter(place, at);
    const token = place.tokens[at];
    if (token === undefined || token.isLineStart || isPartEnd(place, span)) break;
    if (!goesOn(placeAt(place, at), token, { kind, shape })) break;
    span.end = pieceSpan(place, token).end;
  }
  return span;
}

function goesOn(place: Place, token: Token, { kind, shape }: { kind: PasswordKind; shape: Shape }): boolean {
  const chunk = chunkFrom(place, token);
  if (chunk.endsWith(':') || chunk.includes('=') || wordAt(place, chunkAfter(place, place.at)) === ':') return false;
  const next = shapeOf(chunk);
  if (next === 'secret') return true;
  if (next === 'digits')
    return shape !== 'secret' && token.word.length >= 2 && !lexicon.isUnit(wordAt(place, place.at + 1));
  if (next !== 'plain') return false;
  if (kind === 'phrase') return !lexicon.isEnder(token.word);
  return shape === 'plain' && !lexicon.isEnder(token.word) && !lexicon.isState(token.word);
}

/** The value read so far is followed by a mark that ends a sentence or a part of it. */
const isPartEnd = ({ text }: Place, span: Span): boolean => /^[.,;:)\]!?]/.test(text.slice(span.end, span.end + 1));
