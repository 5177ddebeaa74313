import type { Article } from './article.ts';

/** A piece of an article that can stand for itself, in the article's own words. */
export type Passage = { heading: string; text: string };

const lengthMax = 1_600;

/** Cuts an article at its headings, and what is long at its paragraphs or, if need be, its sentences. */
export function cutIntoPassages({ sections }: Article): Passage[] {
  return sections.flatMap(({ heading, text }) => join(split(text)).map((piece) => ({ heading, text: piece })));
}

type Piece = { text: string; gap: string };

function split(text: string): Piece[] {
  const paragraphs = text.split(/\n{2,}/).map((paragraph) => paragraph.trim());
  return paragraphs
    .filter((paragraph) => paragraph !== '')
    .flatMap((paragraph) => {
      if (paragraph.length <= lengthMax) return [{ text: paragraph, gap: '\n\n' }];
      return splitSentences(paragraph)
        .flatMap((sentence) => cutHard(sentence.trim()))
        .map((sentence, index) => ({ text: sentence, gap: index === 0 ? '\n\n' : ' ' }));
    });
}

function join(pieces: Piece[]): string[] {
  const joined: string[] = [];
  for (const { text, gap } of pieces) {
    const last = joined.at(-1);
    if (last !== undefined && last.length + gap.length + text.length <= lengthMax)
      joined[joined.length - 1] = last + gap + text;
    else joined.push(text);
  }
  return joined;
}

/** A text without an end of a sentence, cut where it has to be. */
const cutHard = (text: string): string[] =>
  Array.from({ length: Math.ceil(text.length / lengthMax) }, (_, index) =>
    text.slice(index * lengthMax, (index + 1) * lengthMax),
  );

/** The sentences of a text, each with the space after it, so that together they are the text again. */
export const splitSentences = (text: string): string[] =>
  text.split(/(?<=[.!?]["'”’)]*\s|[。！？]|\n)(?=\S)/u).filter((sentence) => sentence !== '');
