/** What customers can be told about one thing. */
export type Article = {
  /** Its path below the folder it was read from, with `/`; an entry of a table has `#` and its number or name besides. */
  id: string;
  title: string;
  sections: Section[];
};

/** Text under a heading; the heading is empty above the first one. Paragraphs are apart by an empty line. */
export type Section = { heading: string; text: string };
