import { lexicon } from './lexicon.ts';
import type { Noun } from './noun.ts';
import { type Place, placeAt, wordAt } from './place.ts';
import { isSign, readLink } from './read-link.ts';
import { readNextSentence } from './read-sentence.ts';
import { readValue } from './read-value.ts';
import type { Span } from './span.ts';
import type { SecretKind } from './words/vocabulary.ts';

const gapTokensMax = 12;

/** Words that begin a new thought. */
export const conjunctions = new Set(
  'and but because und aber weil y pero porque et mais parce so or oder o ou when if wenn si quand cuando'.split(' '),
);

/** "password for my mail is …", "password (old): …", "password wifi: …", "my password? It's …". */
export function readFurther(place: Place, noun: Noun): Span | null {
  const { kind } = noun;
  const word = wordAt(place, place.at);
  if (lexicon.isCompound(word)) return null;
  if (word === ',') return readNextSentence(place, noun) ?? readAcrossGap(place, kind);
  if (lexicon.connectors.has(word) || ['(', '['].includes(word))
    return readAcrossGap(place, kind) ?? readShortLabel(place, kind) ?? readNextSentence(place, noun);
  return readShortLabel(place, kind) ?? readNextSentence(place, noun);
}

function readAcrossGap(place: Place, kind: SecretKind): Span | null {
  for (let at = place.at; at < place.at + gapTokensMax; at += 1) {
    if (place.tokens[at] === undefined || isGapEnd(place, at)) return null;
    const link = at === place.at ? null : readLink(place, at);
    if (link === null) continue;
    const value = readValue(placeAt(place, link.after), kind, link.lead);
    if (value !== null) return value;
  }
  return null;
}

/** "change the pin of my account to 4711" */
export function readChangedFurther(place: Place, { kind, first }: Noun): Span | null {
  const before = place.tokens.slice(Math.max(0, first - 6), first);
  const isChanged = before.some(({ word }) => lexicon.isChange(word));
  for (let at = place.at + 1; at < place.at + gapTokensMax; at += 1) {
    if (place.tokens[at] === undefined || isGapEnd(place, at)) return null;
    if (!lexicon.changeLinks.has(wordAt(place, at))) continue;
    if (!isChanged && !lexicon.isChange(wordAt(place, at - 1))) continue;
    const value = readValue(placeAt(place, at + 1), kind, { by: 'none' });
    if (value !== null) return value;
  }
  return null;
}

function isGapEnd(place: Place, at: number): boolean {
  const token = place.tokens[at];
  const next = place.tokens[at + 1];
  if (token === undefined || token.isLineStart || conjunctions.has(token.word)) return true;
  if (['.', '!', '?', ';'].includes(token.word)) return next === undefined || next.hasSpaceBefore;
  if (token.word !== ',') return false;
  return next === undefined || !(lexicon.connectors.has(next.word) || lexicon.isLink(next.word));
}

/** "mdp wifi : …": up to three words between the noun and a sign. */
function readShortLabel(place: Place, kind: SecretKind): Span | null {
  for (let at = place.at; at < place.at + 4; at += 1) {
    const token = place.tokens[at];
    if (token === undefined || token.isLineStart || conjunctions.has(token.word)) return null;
    if (at > place.at && isSign(place, at) && token.word !== '|') {
      const link = readLink(place, at);
      return link === null ? null : readValue(placeAt(place, link.after), kind, link.lead);
    }
    if (!token.isWord && !['-', '/', ')', '('].includes(token.word)) return null;
  }
  return null;
}
