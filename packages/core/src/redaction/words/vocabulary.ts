/** What a noun names decides what its value may look like. */
export type SecretKind = 'password' | 'phrase' | 'pin' | 'code' | 'qualified-code' | 'key' | 'login' | 'card-check';

/**
 * The words of one language that the grammar knows, in lower case and without accents. `…Phrases` and `nouns` hold one phrase per line,
 * all others words separated by white space.
 */
export type Vocabulary = {
  /** Phrases that name a secret. */
  nouns: Partial<Record<SecretKind, string>>;
  /** Words that end in one of these name a password too ("Mailpasswort"). */
  nounEnds: string;
  /** Between noun and value: "is". */
  links: string;
  /** Links whose value stands before a closing word: "soll hunter2 sein". */
  framedLinks: string;
  frameEnds: string;
  /** Between noun, link and value: "now", "I think", "as follows". */
  hedgePhrases: string;
  /** After the noun: "contraseña anterior". */
  adjectives: string;
  /** What may begin the words between noun and link: "for my mail", "that I use". */
  connectors: string;
  /** After one of these verbs, `changeLinks` lead to a value: "changed my password to". */
  changes: string;
  changeLinks: string;
  /** Before a noun: "my", "the new". */
  determiners: string;
  /** Between value and noun: "hunter2 as password". */
  roles: string;
  /** Pronouns that stand for the noun in the next sentence. */
  pronouns: string;
  /** Before a user's name, so that a password may follow in the same line without any link. */
  userNouns: string;
  /** A code after or before one of these is no secret: "error code", "code postal". */
  plainCodes: string;
  /** "password reset", "password policy": the noun is a part of another one. */
  compounds: string;
  /** Articles, pronouns, prepositions, conjunctions, auxiliaries, question words. */
  functionWords: string;
  /** What people say about passwords: "expired". */
  states: string;
  /** Endings of lower-case words that say something about a password: "-ed"; a regular expression without its end. */
  stateEnds: string;
  /** Behind a word that says something about a password: "hard to". */
  predicateEnds: string;
  /** Before a value: "I use hunter2 as password". */
  takings: string;
  /** "please", "thanks": they begin no value and end one. */
  courtesies: string;
  /** "mine": stands for the noun. */
  possessives: string;
  /** Things that have passwords, and their makers. */
  systems: string;
  /** End a value of several words, besides function words. */
  enders: string;
  /** After a number: "12 characters". */
  units: string;
};
