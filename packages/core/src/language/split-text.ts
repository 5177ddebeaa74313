const clusters = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** More than any character that people use is long; where one begins is looked for no further back. */
const clusterUnitsMax = 128;

/**
 * Cuts a text into pieces of at most `unitsMax` UTF-16 code units, which is what `length` counts, so that no vendor counts more. Cut at a
 * line or word end in the second half of a piece where there is one, else between two characters as people see them: an emoji stays whole
 * unless it alone is too long, and a surrogate pair always. The same text gives the same pieces; white space around a cut is left out.
 */
export function splitText(text: string, unitsMax: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > unitsMax) {
    const end = findCut(rest, unitsMax);
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest].filter((piece) => piece !== '');
}

/** Where the first piece ends; at least one whole code point is in it, although a limit may be smaller. */
function findCut(text: string, unitsMax: number): number {
  const window = text.slice(0, unitsMax);
  const gap = Math.max(window.lastIndexOf('\n'), window.lastIndexOf(' '));
  if (gap > unitsMax / 2) return gap;
  const from = startOfPair(text, Math.max(0, unitsMax - clusterUnitsMax));
  const cluster = clusters.segment(text.slice(from, unitsMax + clusterUnitsMax)).containing(unitsMax - from);
  const start = from + (cluster?.index ?? unitsMax - from);
  if (start > from || (from > 0 && start > 0)) return start;
  const end = startOfPair(text, unitsMax);
  return end > 0 ? end : lengthOfFirst(text);
}

/** The position itself, or one before when it is within a surrogate pair. */
function startOfPair(text: string, position: number): number {
  const isWithin = (text.codePointAt(position - 1) ?? 0) > 0xffff && position > 0;
  return isWithin ? position - 1 : position;
}

const lengthOfFirst = (text: string): number => String.fromCodePoint(text.codePointAt(0) ?? 0).length;
