import type { Span } from './span.ts';

/** Keys and tokens that are known by how they are written, each with a bounded length so that looking for one never takes long. */
const keyShapes = [
  'sk_(?:live|test)_\\w{10,200}',
  'rk_(?:live|test)_\\w{10,200}',
  'sk-[\\w-]{20,200}',
  'gh[oprsu]_\\w{20,255}',
  'github_pat_\\w{20,255}',
  'glpat-[\\w-]{15,100}',
  'xox[abeprs]-[\\w-]{10,250}',
  'A(?:KI|SI)A[0-9A-Z]{16}',
  'AIza[\\w-]{30,60}',
  'ya29\\.[\\w-]{20,300}',
  '1000\\.[0-9a-f]{32}\\.[0-9a-f]{32}',
  'pat-(?:na|eu)\\d-[0-9a-f-]{36}',
  'SG\\.[\\w-]{15,40}\\.[\\w-]{20,60}',
  'whsec_[\\w+/=-]{16,100}',
  'npm_\\w{30,50}',
  'hf_\\w{30,50}',
  'shp(?:at|ss)_[0-9a-f]{32}',
  'eyJ[\\w-]{8,1000}\\.[\\w-]{8,3000}(?:\\.[\\w-]{0,1000})?',
];
const key = new RegExp(`(?<![\\w-])(?:${keyShapes.join('|')})`, 'g');
const addressWithPassword = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,15}:\/\/[^\s/:@]{0,100}:([^\s/]{1,200})@(?=[\w.-])/gi;
const blockStart = /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----/g;

/** Keys by their shape, private keys as blocks, and passwords within addresses. */
export function findKeys(text: string): Span[] {
  const keys = [...text.matchAll(key)].map(({ 0: match, index }) => ({ start: index, end: index + match.length }));
  const passwords = [...text.matchAll(addressWithPassword)].map(({ 0: match, 1: password = '', index }) => {
    const end = index + match.length - 1;
    return { start: end - password.length, end };
  });
  return [...keys, ...passwords, ...findBlocks(text)];
}

function findBlocks(text: string): Span[] {
  const blocks: Span[] = [];
  for (const { 0: match, index } of text.matchAll(blockStart)) {
    if (index < (blocks.at(-1)?.end ?? 0)) continue;
    const start = index + match.length;
    const end = text.indexOf('-----END', start);
    blocks.push({ start, end: end === -1 ? text.length : end });
  }
  return blocks;
}
