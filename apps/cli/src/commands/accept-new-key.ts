/** Flag and description of the way on after a lost key. */
export const acceptNewKey = [
  '--accept-new-key',
  'go on although the key of the data is lost; voids what nobody can read any more, and says how much',
] as const;
