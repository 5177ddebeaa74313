import { lexicon } from './lexicon.ts';
import { chunkFrom, type Place, pieceSpan } from './place.ts';
import type { Lead } from './read-link.ts';
import { shapeOf, trimPiece } from './shape.ts';
import type { Span } from './span.ts';
import type { Token } from './tokens.ts';

const isDigits = (token: Token | undefined): boolean => token !== undefined && /^\p{Nd}+$/u.test(token.word);

/** Digits in one piece or in groups, `digitsMin` to `digitsMax` of them. */
export function readDigits(place: Place, digitsMin: number, digitsMax: number): Span | null {
  const first = place.tokens[place.at];
  if (first === undefined || !isDigits(first)) return null;
  let at = place.at;
  let last = first;
  let count = first.word.length;
  for (let next = nextGroup(place, at); next !== null && count <= digitsMax; next = nextGroup(place, at)) {
    const token = place.tokens[next];
    if (token === undefined) break;
    at = next;
    last = token;
    count += token.word.length;
  }
  const after = place.tokens[at + 1];
  if (after !== undefined && (lexicon.isUnit(after.word) || isGlued(place, after, last.end))) return null;
  return count >= digitsMin && count <= digitsMax ? { start: first.start, end: last.end } : null;
}

/** The next group of digits behind a blank or a hyphen; null when there is none. */
function nextGroup({ tokens }: Place, at: number): number | null {
  const next = tokens[at + 1];
  if (next === undefined || next.isLineStart) return null;
  if (isDigits(next)) return at + 1;
  const isJoint = ['-', '.'].includes(next.word) && !next.hasSpaceBefore;
  return isJoint && isDigits(tokens[at + 2]) && tokens[at + 2]?.hasSpaceBefore === false ? at + 2 : null;
}

/** "4711/22", "12:30": the digits are a part of something else. */
const isGlued = ({ text }: Place, next: Token, end: number): boolean =>
  next.start === end &&
  (next.isWord || '/:@%€$_'.includes(next.word)) &&
  /[\p{L}\p{N}]/u.test(text.charAt(next.end - (next.isWord ? 1 : 0)));

/** A code of digits, or one with letters as backup codes have. */
export function readCode(place: Place): Span | null {
  const digits = readDigits(place, 3, 10);
  const first = place.tokens[place.at];
  if (digits !== null || first === undefined) return digits;
  const piece = trimPiece(chunkFrom(place, first));
  const isCode = piece.length >= 4 && piece.length <= 24 && shapeOf(piece) === 'secret';
  return isCode ? pieceSpan(place, first) : null;
}

/** A key is long and mixed; recovery keys are groups of digits. */
export function readKey(place: Place, lead: Lead): Span | null {
  const first = place.tokens[place.at];
  if (first === undefined) return null;
  const piece = trimPiece(chunkFrom(place, first));
  const isMixed = /\p{L}/u.test(piece) && /\p{Nd}/u.test(piece) && shapeOf(piece) !== 'other';
  const isGrouped = /^\d+(?:-\d+)*$/.test(piece);
  const isLong = piece.length >= (lead.by === 'sign' ? 8 : 12);
  const isKey = (isLong && (isMixed || isGrouped)) || (piece.length >= 20 && /^[\w+/=.-]+$/.test(piece));
  return isKey && !piece.includes('@') ? pieceSpan(place, first) : null;
}
