import { trimPiece } from './shape.ts';
import type { Span } from './span.ts';
import type { Token } from './tokens.ts';

/** A text taken apart, and where to read on in it. */
export type Place = { text: string; tokens: readonly Token[]; at: number };

export const placeAt = (place: Place, at: number): Place => ({ ...place, at });

export const wordAt = ({ tokens }: Place, at: number): string => tokens[at]?.word ?? '';

/** The words from a token on, as long as no mark or line end comes between. */
export function wordsFrom({ tokens }: Place, from: number, count: number): string[] {
  const words: string[] = [];
  for (let at = from; at < from + count; at += 1) {
    const token = tokens[at];
    if (token === undefined || !token.isWord || (at > from && token.isLineStart)) break;
    words.push(token.word);
  }
  return words;
}

const chunkCharactersMax = 256;

/** The characters from a token to the next white space, as many as are needed to see what they look like. */
export const chunkFrom = ({ text }: Place, { start, chunkEnd }: Token): string =>
  text.slice(start, Math.min(chunkEnd, start + chunkCharactersMax));

/** From a token to the next white space, without the punctuation that ends it. */
export const pieceSpan = ({ text }: Place, { start, chunkEnd }: Token): Span => ({
  start,
  end: start + Math.max(1, trimPiece(text.slice(start, chunkEnd)).length),
});

/** The first token of the chunk that a token belongs to. */
export const chunkStart = ({ tokens }: Place, from: number): number => tokens[from]?.chunkFirst ?? from;

/** The first token behind the chunk that a token belongs to. */
export const chunkAfter = ({ tokens }: Place, from: number): number => tokens[from]?.chunkNext ?? from + 1;
