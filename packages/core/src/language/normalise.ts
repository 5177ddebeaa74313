/** Lower case, straight quotes, single spaces, no outer punctuation; what every matcher works on. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’]/g, "'")
    .replace(/[^\p{L}\p{N}@.'+/-]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[.'-]+$/u, '');
}

export const words = (text: string): string[] =>
  normalise(text)
    .split(/[\s/.-]+/)
    .filter((word) => word !== '');
