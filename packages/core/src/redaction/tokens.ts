/** A word or a single mark of a text, with where it stands. */
export type Token = {
  isWord: boolean;
  /** In lower case and without accents; the mark itself for a mark. */
  word: string;
  start: number;
  end: number;
  hasSpaceBefore: boolean;
  isLineStart: boolean;
  /** The run of characters without white space that it belongs to, and its first token and the one behind its last. */
  chunkStart: number;
  chunkEnd: number;
  chunkFirst: number;
  chunkNext: number;
};

const pattern = /[\p{L}\p{M}\p{N}]+|[^\s\p{L}\p{M}\p{N}]/gu;

/** Takes a text apart, once and from left to right. The apostrophe within a word ("it's", "d'accès") parts it and is left out. */
export function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  let chunkStart = 0;
  let previousEnd = 0;
  for (const match of text.matchAll(pattern)) {
    const start = match.index;
    const end = start + match[0].length;
    const between = text.slice(previousEnd, start);
    if (between !== '') chunkStart = start;
    const isApostrophe = /['’]/.test(match[0]) && between === '' && /\p{L}/u.test(text.charAt(end));
    if (!isApostrophe || tokens.length === 0) {
      tokens.push({
        isWord: /[\p{L}\p{N}]/u.test(match[0]),
        word: fold(match[0]),
        start,
        end,
        hasSpaceBefore: between !== '',
        isLineStart: between.includes('\n'),
        chunkStart,
        chunkEnd: end,
        chunkFirst: tokens.length,
        chunkNext: tokens.length + 1,
      });
    }
    previousEnd = end;
  }
  joinChunks(tokens);
  return tokens;
}

/** Tells each token where its chunk begins and ends. */
function joinChunks(tokens: Token[]): void {
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1];
    if (before?.chunkStart === token.chunkStart) token.chunkFirst = before.chunkFirst;
  }
  for (const [index, token] of [...tokens.entries()].reverse()) {
    const next = tokens[index + 1];
    if (next?.chunkStart !== token.chunkStart) continue;
    token.chunkEnd = next.chunkEnd;
    token.chunkNext = next.chunkNext;
  }
}

/** Lower case without accents, so that "Contraseña" and "contrasena" are one word. */
export const fold = (word: string): string =>
  word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
