import { lexicon } from './lexicon.ts';
import type { Noun } from './noun.ts';
import { type Place, placeAt, wordAt } from './place.ts';
import { readLink } from './read-link.ts';
import { readValue } from './read-value.ts';
import type { Span } from './span.ts';
import type { SecretKind } from './words/vocabulary.ts';

const tokensMax = 12;

/** "my password? It's …", "I changed my password, it is now …": a pronoun stands for the noun. */
export function readNextSentence(place: Place, noun: Noun): Span | null {
  const own = readPossessive(place, noun.kind);
  if (own !== null) return own;
  for (let at = place.at; at < place.at + tokensMax && place.tokens[at] !== undefined; at += 1) {
    if (!['?', '.', '!', ',', ';', '-'].includes(wordAt(place, at))) continue;
    const direct = wordAt(place, at) === '?' ? readValue(placeAt(place, at + 1), noun.kind, { by: 'none' }) : null;
    const value = direct ?? readPronoun(place, noun, at + 1);
    if (value !== null) return value;
  }
  return null;
}

function readPronoun(place: Place, { kind, first }: Noun, at: number): Span | null {
  if (!lexicon.pronouns.has(wordAt(place, at))) return null;
  const link = readLink(place, at + 1);
  if (link === null) return null;
  const around = place.tokens.slice(Math.max(0, first - 6), at);
  const isChanged = around.some(({ word }) => lexicon.isChange(word));
  return readValue(placeAt(place, link.after), kind, isChanged ? link.lead : { by: 'none' });
}

/** "it wants a password, mine is …" */
function readPossessive(place: Place, kind: SecretKind): Span | null {
  const at = [1, 2].map((offset) => place.at + offset).find((index) => lexicon.possessives.has(wordAt(place, index)));
  if (at === undefined || ![',', '.', '?', ';', '-'].includes(wordAt(place, place.at))) return null;
  const link = readLink(place, at + 1);
  return link === null ? null : readValue(placeAt(place, link.after), kind, link.lead);
}
