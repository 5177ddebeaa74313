import { lexicon } from './lexicon.ts';
import type { Noun } from './noun.ts';
import { chunkAfter, chunkFrom, chunkStart, type Place, pieceSpan, wordAt } from './place.ts';
import { isHost, isUnmistakable, shapeOf } from './shape.ts';
import type { Span } from './span.ts';

const chunksMax = 12;

/** What can hardly be anything but a password, in the same line as the word and not far from it. */
export function readNearby(place: Place, { kind, first }: Noun): Span[] {
  if (kind !== 'password' && kind !== 'phrase') return [];
  const found: Span[] = [];
  const look = (at: number): void => {
    const token = place.tokens[at];
    if (token === undefined) return;
    const chunk = chunkFrom(place, token);
    if (isUnmistakable(chunk) || (isTaken(place, at) && shapeOf(chunk) === 'secret' && !isHost(chunk)))
      found.push(pieceSpan(place, token));
  };
  let at = place.at;
  for (let count = 0; count < chunksMax && place.tokens[at]?.isLineStart === false; count += 1) {
    look(at);
    at = chunkAfter(place, at);
  }
  at = first;
  for (let count = 0; count < chunksMax && at > 0 && place.tokens[at]?.isLineStart === false; count += 1) {
    at = chunkStart(place, at - 1);
    look(at);
  }
  return found;
}

/** "so I enter hunter2", "reset it to hunter2" */
function isTaken(place: Place, at: number): boolean {
  const before = wordAt(place, at - 1);
  if (lexicon.takings.has(before)) return true;
  const verbs = place.tokens.slice(Math.max(0, at - 5), Math.max(0, at - 1));
  return lexicon.changeLinks.has(before) && verbs.some(({ word }) => lexicon.isChange(word));
}
