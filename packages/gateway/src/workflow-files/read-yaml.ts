import { type Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';

/** Line and column, each from 1. */
export type Place = { line: number; column: number };
type Path = readonly (string | number)[];

export type YamlReading =
  | { type: 'read'; content: unknown; locate(path: Path): Place }
  | { type: 'refused'; place: Place; message: string };

/** Reads one YAML document. `locate` finds a value of it, or (when there is none) what it would stand in. */
export function readYaml(text: string): YamlReading {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const toPlace = (offset: number): Place => {
    const { line, col } = lineCounter.linePos(offset);
    return { line, column: col };
  };
  const [error] = document.errors;
  if (error !== undefined) {
    const [message = 'not YAML'] = error.message.split(/ at line |:?\n/);
    return { type: 'refused', place: toPlace(error.pos[0]), message };
  }
  return { type: 'read', content: document.toJS(), locate: (path) => toPlace(findOffset(document, path)) };
}

function findOffset(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const part of path) {
    node = childOf(isAlias(node) ? node.resolve(document) : node, part);
    const start = startOf(node);
    if (start === null) break;
    offset = start;
  }
  return offset;
}

function childOf(node: unknown, part: string | number): unknown {
  if (isSeq(node)) return node.items[Number(part)];
  if (!isMap(node)) return null;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
  if (!isPair(pair)) return null;
  return startOf(pair.value) === null ? pair.key : pair.value;
}

const startOf = (node: unknown): number | null => (isNode(node) ? (node.range?.[0] ?? null) : null);
