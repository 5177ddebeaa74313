import { lexicon } from './lexicon.ts';
import type { Noun } from './noun.ts';
import { chunkAfter, chunkFrom, chunkStart, type Place, placeAt, wordAt } from './place.ts';
import { conjunctions, readChangedFurther, readFurther } from './read-gap.ts';
import { isSign, readLink } from './read-link.ts';
import { readLogin } from './read-login.ts';
import { readValue } from './read-value.ts';
import { isHost } from './shape.ts';
import type { Span } from './span.ts';
import type { SecretKind } from './words/vocabulary.ts';

/** The value after the noun: behind a link, beside it, behind what the noun is for, or in the next sentence. */
export function readAfter(place: Place, noun: Noun): Span | null {
  if (noun.kind === 'login') return readLogin(place);
  return (
    readLinked(place, noun.kind) ??
    readChanged(place, noun) ??
    readBeside(place, noun) ??
    readFurther(place, noun) ??
    readChangedFurther(place, noun)
  );
}

function readLinked(place: Place, kind: SecretKind): Span | null {
  const from = lexicon.isAdjective(wordAt(place, place.at)) || isNumberSign(place) ? place.at + 1 : place.at;
  const link = readLink(place, from);
  return link === null ? null : readValue(placeAt(place, link.after), kind, link.lead);
}

/** "changed my password to …", "mein Passwort auf … geändert". */
function readChanged(place: Place, { kind, first }: Noun): Span | null {
  const link = place.tokens[place.at];
  if (link === undefined || link.end < link.chunkEnd) return null;
  // "password reset to …"
  if (lexicon.isChange(link.word) && lexicon.changeLinks.has(wordAt(place, place.at + 1)))
    return readValue(placeAt(place, place.at + 2), kind, { by: 'none' });
  if (!lexicon.changeLinks.has(link.word)) return null;
  const around = [
    ...place.tokens.slice(Math.max(0, first - 6), first),
    ...place.tokens.slice(place.at + 1, place.at + 12),
  ];
  const isChanged = around.some(({ word }) => lexicon.isChange(word));
  // "in Outlook": only what looks like a value is one behind an "in".
  const isSure = isChanged && link.word !== 'in';
  const value = readValue(
    placeAt(place, place.at + 1),
    kind,
    isSure ? { by: 'word', word: link.word, isFramed: false } : { by: 'none' },
  );
  return value !== null && isChanged ? withoutChange(place, value) : value;
}

/** The participle at the end of a German sentence is not a part of the value. */
function withoutChange({ tokens, at }: Place, value: Span): Span {
  const participle = tokens
    .slice(at + 2, at + 12)
    .find((token) => token.start < value.end && token.start > value.start && lexicon.isChange(token.word));
  const before = participle === undefined ? undefined : tokens[tokens.indexOf(participle, at) - 1];
  return { start: value.start, end: before?.end ?? value.end };
}

const numberSigns = new Set('no nr num number nummer numero #'.split(' '));

/** "PIN no. 4711", "PIN-Nr. 4711". */
const isNumberSign = (place: Place): boolean =>
  numberSigns.has(wordAt(place, place.tokens[place.at]?.word === '-' ? place.at + 1 : place.at));

/** "password hunter2": no link, so it must look like a value; behind a user's name any word will do. */
function readBeside(place: Place, { kind, first }: Noun): Span | null {
  let at = [',', ';'].includes(wordAt(place, place.at)) ? place.at + 1 : place.at;
  if (isNumberSign(place)) at = chunkAfter(place, place.at);
  const token = place.tokens[at];
  if (token === undefined || token.isLineStart || isHost(chunkFrom(place, token))) return null;
  const beside = readValue(placeAt(place, at), kind, { by: 'none' }) ?? readRole(place, { kind, first, after: at });
  if (beside !== null || lexicon.isCompound(token.word) || at !== place.at) return beside;
  return isBehindUser(place, first) || isBehindWith(place, first) ? readValue(place, kind, { by: 'user' }) : null;
}

/** "als Passwort habe ich … eingegeben", "for my password I typed …": the value is not far. */
function readRole(place: Place, { kind, first }: Noun): Span | null {
  let at = first - 1;
  while (at > first - 3 && lexicon.determiners.has(wordAt(place, at))) at -= 1;
  if (!['as', 'als', 'como', 'comme', 'for'].includes(wordAt(place, at))) return null;
  for (let next = place.at; next < place.at + 5; next += 1) {
    if (lexicon.takings.has(wordAt(place, next - 1)) || wordAt(place, next - 1) === 'ich') {
      const value = readValue(placeAt(place, next), kind, { by: 'none' });
      if (value !== null) return value;
    }
  }
  return null;
}

/** "with the password sunshine": a preposition or verb before the noun, and one word behind it that ends the part of the sentence. */
function isBehindWith(place: Place, noun: number): boolean {
  let at = noun - 1;
  while (at > noun - 3 && lexicon.determiners.has(wordAt(place, at))) at -= 1;
  if (!lexicon.takings.has(wordAt(place, at)) || /en$/.test(wordAt(place, place.at))) return false;
  const value = place.tokens[place.at];
  const next = place.tokens[chunkAfter(place, place.at)];
  const piece = value === undefined ? '' : chunkFrom(place, value);
  return next === undefined || next.isLineStart || /[.,;!]$/.test(piece) || conjunctions.has(next.word);
}

/** "user jdoe, password …": a word for the user, perhaps a link, a name, perhaps a comma, and the noun. */
function isBehindUser(place: Place, noun: number): boolean {
  let at = noun - 1;
  if ([',', ';', '/', '|', 'and', 'und', 'y', 'et'].includes(wordAt(place, at))) at -= 1;
  const name = chunkStart(place, at);
  if (name < 1 || (name === at && lexicon.isFunctionWord(wordAt(place, name)))) return false;
  at = name - 1;
  while (at > name - 3 && (isSign(place, at) || lexicon.isLink(wordAt(place, at)) || wordAt(place, at) === 'name'))
    at -= 1;
  return lexicon.userNouns.has(wordAt(place, at));
}
