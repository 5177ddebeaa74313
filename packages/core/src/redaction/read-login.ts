import { chunkAfter, chunkFrom, type Place, pieceSpan, placeAt } from './place.ts';
import { conjunctions } from './read-gap.ts';
import { readLink } from './read-link.ts';
import { readValue } from './read-value.ts';
import { shapeOf } from './shape.ts';
import type { Span } from './span.ts';

/** "jdoe / hunter2" after "login" and its like: the second part. */
export function readLogin(place: Place): Span | null {
  const link = readLink(place, place.at);
  const from = link?.after ?? place.at;
  const name = place.tokens[from];
  if (name === undefined) return null;
  const chunk = chunkFrom(place, name);
  const inner = chunk.indexOf('/');
  if (inner > 0 && shapeOf(chunk.slice(inner + 1)) === 'secret')
    return { start: name.start + inner + 1, end: pieceSpan(place, name).end };
  const at = chunkAfter(place, from);
  const mark = place.tokens[at];
  if (mark === undefined || mark.isLineStart) return null;
  if (mark.word === '/' || mark.word === '|') return readValue(placeAt(place, at + 1), 'password', { by: 'sign' });
  if (link?.lead.by !== 'sign') return null;
  return readValue(placeAt(place, conjunctions.has(mark.word) ? at + 1 : at), 'password', { by: 'none' });
}
