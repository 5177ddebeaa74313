/** The name that was probably meant: at most two letters apart; null when none is. */
export function nearestName(written: string, names: readonly string[]): string | null {
  return names.find((name) => distance(name, written) <= 2) ?? null;
}

function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_value, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
