import { functionWords } from './function-words.ts';

/** What a text is found by: words, and the pieces of words that its other forms and compounds share. */
export type Terms = { words: string[]; pieces: string[] };

const run =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}])+/gu;
const withoutSpaces = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const pieceLength = 4;

/**
 * The terms of a text in any language, without being told which: words without accents, and every four characters of each; of scripts without spaces
 * characters and pairs of them.
 */
export function listTerms(text: string): Terms {
  const terms: Terms = { words: [], pieces: [] };
  for (const [word] of fold(text).matchAll(run)) {
    const isSpaceless = withoutSpaces.test(word);
    if (isSpaceless) terms.words.push(...word);
    else terms.words.push(word);
    if (isSpaceless) addPieces(terms.pieces, word, 2);
    else addPieces(terms.pieces, `<${word}>`, pieceLength);
  }
  return terms;
}

/**
 * The terms of a question: words that only hold a sentence together do not count. When there are no others all of them do, but then the question
 * asks for nothing in particular (`isTelling` is false).
 */
export function listQuestionTerms(text: string): Terms & { isTelling: boolean } {
  const telling = listTerms(fold(text).replace(run, (word) => (functionWords.has(word) ? ' ' : word)));
  if (telling.words.length > 0) return { ...telling, isTelling: true };
  return { ...listTerms(text), isTelling: false };
}

function addPieces(pieces: string[], word: string, length: number): void {
  if (word.length < length) return;
  for (let from = 0; from + length <= word.length; from += 1) pieces.push(word.slice(from, from + length));
}

const fold = (text: string): string =>
  text.normalize('NFKD').toLowerCase().replace(/\p{M}/gu, '').replaceAll('ß', 'ss').normalize('NFC');
