import { normalise } from './normalise.ts';

const wishes = [
  /\b(?:call|phone|ring) me(?: back)?\b/,
  /\b(?:a|the|my) call ?back\b|^call ?back\b/,
  /\bgive me a (?:call|ring)\b/,
  /\brück ?ruf\b/,
  /\bruf(?:en sie|t)? mich\b.*\b(?:an|zurück)\b/,
  /\bmich (?:bitte )?(?:an|zurück)(?:zu)?rufen\b/,
];

const notNow = /\b(?:do not|don't|never|nobody|no one|did not|didn't|nicht|kein(?:en)?|niemand)\b/;

/** Whether somebody asks to be called by telephone. Complaints about a call are not meant. */
export function wantsCallback(text: string): boolean {
  const said = normalise(text);
  return said.length <= 200 && !notNow.test(said) && wishes.some((wish) => wish.test(said));
}
