import { splitText } from '../language/split-text.ts';

/** Also the full stops of other scripts, which mail programs make links of, too, and whatever sign stands before them. */
const address = /@|＠|:\/\/|^www[.．。｡]|[^.．。｡][.．。｡]\p{L}[\p{L}\p{M}]/iu;

/**
 * What somebody claims, as it may stand in a mail: on one line, without addresses of any kind, and cut to `charactersMax`. Empty when
 * nothing is left.
 */
export function cleanClaim(claim: string, charactersMax: number): string {
  const words = claim
    .normalize('NFKC')
    .split(/[\s\p{C}]+/u)
    .filter((word) => word !== '' && !address.test(word));
  const line = words.join(' ');
  return line.length <= charactersMax ? line : `${splitText(line, charactersMax - 1)[0]}…`;
}
