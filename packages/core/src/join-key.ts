/**
 * One key made of several parts that cannot run into one another: whatever the parts contain, different lists of parts give different
 * keys. A colon or backslash within a part gets a backslash before it; parts without either stand in the key as they are, so that rows
 * stored by versions that glued parts with a colon are found again. All keys that begin with `joinKey(first)` and a colon have that
 * first part, and no others do.
 */
export function joinKey(first: string, ...others: string[]): string {
  return [first, ...others].map((part) => part.replaceAll(/[\\:]/g, '\\$&')).join(':');
}
