/** A sentence and what it means; `intent` null for one that is out of scope. */
export type Example = { text: string; intent: string | null };
