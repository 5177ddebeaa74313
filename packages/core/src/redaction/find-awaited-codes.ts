import type { Span } from './span.ts';

const run = /\p{Nd}+(?:[ .\-\u00a0]\p{Nd}+)*/gu;

/** Runs of 6 to 10 digits, in one piece or with single blanks, dots or hyphens between them: while a code is awaited each may be one. */
export function findAwaitedCodes(text: string): Span[] {
  return [...text.matchAll(run)].flatMap(({ 0: match, index }) => {
    if (isCode(match)) return [{ start: index, end: index + match.length }];
    return [...match.matchAll(/\p{Nd}+/gu)]
      .filter(({ 0: piece }) => isCode(piece))
      .map(({ 0: piece, index: at }) => ({ start: index + at, end: index + at + piece.length }));
  });
}

function isCode(text: string): boolean {
  const count = [...text.replace(/[^\p{Nd}]/gu, '')].length;
  return count >= 6 && count <= 10;
}
