import { normalise } from './normalise.ts';

const yes =
  /^(?:y|yes|yep|yeah|yup|sure|ok|okay|correct|right|of course|please do|do it|go ahead|confirm|confirmed|i am|it did|it works|works|solved|fixed|that worked|ja|jawohl|jep|genau|richtig|stimmt|gern|gerne|klar|natürlich|hat geklappt|funktioniert|geht wieder)(?![\p{L}\p{N}])/u;
const no =
  /^(?:n|no|nope|nah|not|negative|i'm not|i am not|don't|do not|it did not|it didn't|still not|doesn't|wrong|nein|nee|nö|nicht|noch nicht|leider nicht|immer noch nicht|stimmt nicht|funktioniert nicht|(?:hat|geht) (?:leider |immer noch )?nicht|falsch)(?![\p{L}\p{N}])/u;

/** True, false, or null when the answer is neither. */
export function parseYesNo(text: string): boolean | null {
  const said = normalise(text);
  if (no.test(said)) return false;
  return yes.test(said) ? true : null;
}

export type Option = { value: string; label: string; synonyms?: string[] | undefined };

/** The option meant by its number, its label, a synonym, or a label within the answer; null when none or several. */
export function parseChoice(text: string, options: Option[]): Option | null {
  const said = normalise(text);
  const byNumber = /^(?:option )?(\d+)$/.exec(said)?.[1];
  if (byNumber !== undefined) return options[Number(byNumber) - 1] ?? null;
  const names = (option: Option): string[] => [option.label, option.value, ...(option.synonyms ?? [])].map(normalise);
  const exact = options.filter((option) => names(option).includes(said));
  if (exact.length === 1) return exact[0] ?? null;
  const inside = options.filter((option) => names(option).some((name) => ` ${said} `.includes(` ${name} `)));
  return inside.length === 1 ? (inside[0] ?? null) : null;
}
