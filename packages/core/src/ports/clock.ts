/** The only source of time outside the database. */
export interface Clock {
  now(): Date;
}

/** The only source of new ids. */
export interface IdSource {
  /** A new unique id (UUID). */
  next(): string;
}
