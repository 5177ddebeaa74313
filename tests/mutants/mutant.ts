/** A bug that a maintainer might make, as one change of the sources. Some suite must notice it. */
export type Mutant = {
  /** Unique, kebab-case; says what goes wrong. */
  id: string;
  /** Why somebody might write it in good faith. */
  why: string;
  file: string;
  /** Is in the file exactly once. */
  find: string;
  replace: string;
  /** Test files that should catch it, the quickest first. */
  suites: readonly string[];
};
