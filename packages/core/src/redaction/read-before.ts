import { lexicon } from './lexicon.ts';
import { chunkFrom, chunkStart, type Place, pieceSpan, placeAt, wordAt } from './place.ts';
import { readDigits } from './read-code.ts';
import { isHost, shapeOf, trimPiece } from './shape.ts';
import type { Span } from './span.ts';
import type { SecretKind } from './words/vocabulary.ts';

const determinersMax = 4;
const phraseWordsMax = 12;
const comparing = new Set(['as', 'als', 'como', 'comme', '=']);

/** "hunter2 is my password", "use hunter2 as password": what stands before `place`, where the noun begins, must look like a value. */
export function readBefore(place: Place, kind: SecretKind, after: number): Span | null {
  if (kind === 'login' || kind === 'key' || lexicon.isCompound(wordAt(place, after))) return null;
  let role = place.at - 1;
  for (let count = 0; count < determinersMax && lexicon.determiners.has(wordAt(place, role)); count += 1) role -= 1;
  if (isMaking(place, role)) return readPiece(place, kind, role + 1);
  if (
    !(lexicon.roles.has(wordAt(place, role)) || wordAt(place, role) === '=') ||
    place.tokens[role]?.isLineStart === true ||
    role < 1
  )
    return null;
  // "hunter2, that's my password"
  if (['that', 'this', 'it', 'das', 'es', 'c', 'ce', 'eso', 'esa', 'esta'].includes(wordAt(place, role - 1))) role -= 1;
  if ([',', 'to'].includes(wordAt(place, role - 1))) role -= 1;
  return (
    readQuoted(place, role) ?? readPiece(place, kind, role) ?? (kind === 'phrase' ? readPhrase(place, role) : null)
  );
}

/** "make 4711 the PIN": the value stands beside the noun, with a verb before it. */
const isMaking = (place: Place, value: number): boolean =>
  ['make', 'set', 'mache', 'pon', 'haz', 'mets'].includes(wordAt(place, chunkStart(place, value) - 1)) &&
  /\p{Nd}/u.test(wordAt(place, value));

/** "'correct horse battery' is my passphrase" */
function readQuoted({ text, tokens }: Place, role: number): Span | null {
  const closing = tokens[role - 1];
  if (closing === undefined || !['"', "'", '”', '’', '“', '»', '«'].includes(closing.word)) return null;
  const openings = tokens
    .slice(Math.max(0, role - 2 - phraseWordsMax), role - 2)
    .filter(({ word, start }) => /["'“„«»‘]/.test(word) && !/[\p{L}\p{N}]/u.test(text.charAt(start - 1)));
  const opening = openings.at(-1);
  return opening === undefined ? null : { start: opening.end, end: closing.start };
}

function readPiece(place: Place, kind: SecretKind, role: number): Span | null {
  if (kind !== 'password' && kind !== 'phrase') return readGroups(place, role);
  const first = chunkStart(place, role - 1);
  const token = place.tokens[first];
  if (token === undefined || isHost(chunkFrom(place, token))) return null;
  const before = wordAt(place, first - 1);
  // "Auf srv1a ist das Passwort falsch" speaks of a place, "mit srv1a als Passwort" does not.
  if (lexicon.connectors.has(before) && !comparing.has(wordAt(place, role)) && !lexicon.isLink(before)) return null;
  const piece = trimPiece(chunkFrom(place, token));
  const quoted = /^["'“„«]([^"'”“»]+)["'”“»]?$/u.exec(piece)?.[1];
  const shape = shapeOf(quoted ?? piece);
  const isTaken = comparing.has(wordAt(place, role)) && lexicon.takings.has(before) && !lexicon.isOrdinary(token.word);
  const isValue =
    shape === 'secret' ||
    (isTaken && shape === 'plain') ||
    (shape === 'digits' && piece.length >= 4) ||
    (quoted !== undefined && shape === 'plain');
  return isValue ? pieceSpan(place, token) : null;
}

/** "324 076 is the code": back over all groups of digits. */
function readGroups(place: Place, role: number): Span | null {
  let at = role - 1;
  const isGroup = (index: number): boolean => /^\p{Nd}+$/u.test(wordAt(place, index));
  while (at > role - 6 && isGroup(at) && (isGroup(at - 1) || (wordAt(place, at - 1) === '-' && isGroup(at - 2))))
    at -= isGroup(at - 1) ? 1 : 2;
  return readDigits(placeAt(place, at), 4, 10);
}

/** "correct horse battery staple is my passphrase": three words or more with nothing between them. */
function readPhrase(place: Place, role: number): Span | null {
  let at = role - 1;
  while (
    at >= Math.max(0, role - phraseWordsMax) &&
    place.tokens[at]?.isWord === true &&
    !lexicon.isEnder(wordAt(place, at))
  )
    at -= 1;
  const first = place.tokens[at + 1];
  const last = place.tokens[role - 1];
  return first !== undefined && last !== undefined && role - 1 - at >= 3 ? { start: first.start, end: last.end } : null;
}
