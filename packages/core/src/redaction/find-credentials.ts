import { type Noun, nounAt } from './noun.ts';
import { type Place, placeAt } from './place.ts';
import { readAfter } from './read-after.ts';
import { readBefore } from './read-before.ts';
import { readNearby } from './read-nearby.ts';
import type { Span } from './span.ts';
import { readTokens, type Token } from './tokens.ts';
import type { SecretKind } from './words/vocabulary.ts';

export type Credential = Span & { kind: SecretKind };

/**
 * Secrets that are named: a noun ("password", "PIN"), what may stand between ("for my mail is"), and a value. Read from left to right with
 * a bounded look ahead and back at every noun, so that the work grows with the length of the text and not faster.
 */
export function findCredentials(text: string, tokens: readonly Token[] = readTokens(text)): Credential[] {
  const found: Credential[] = [];
  let at = 0;
  while (at < tokens.length) {
    const noun = nounAt({ text, tokens, at });
    if (noun === null) {
      at += 1;
      continue;
    }
    const place = { text, tokens, at: noun.after };
    const spans = readAround(place, noun);
    for (const span of spans) found.push({ ...span, kind: noun.kind });
    const end = Math.max(0, ...spans.map((span) => span.end));
    at = noun.after;
    while ((tokens[at]?.start ?? end) < end) at += 1;
  }
  return found;
}

function readAround(place: Place, noun: Noun): Span[] {
  const before = readBefore(placeAt(place, noun.first), noun.kind, noun.after);
  const after = readAfter(place, noun);
  if (before === null && after === null) return readNearby(place, noun);
  return [before, after].filter((span) => span !== null);
}
