/** Also the full stops of other scripts, which mail programs make links of, too. */
const address = /@|＠|:\/\/|^www[.．。｡]|[\p{L}\p{N}][.．。｡]\p{L}{2,}/iu;

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
  return line.length <= charactersMax ? line : `${line.slice(0, charactersMax - 1).trimEnd()}…`;
}
