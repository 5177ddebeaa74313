/** What a parameter is filled with: words as they are, a number for plurals, a `Date` for dates and times. */
export type ParameterKind = 'text' | 'number' | 'instant';
export type ParameterKinds = Readonly<Record<string, ParameterKind>>;

type ValueOf = { text: string; number: number; instant: Date };
export type ValuesOf<Parameters extends ParameterKinds> = {
  readonly [Name in keyof Parameters]: ValueOf[Parameters[Name]];
};

/** A text of the first language, which fixes the parameters for all others. */
export type TextDefinition = string | { readonly template: string; readonly parameters: ParameterKinds };

/** A template in ICU message syntax with what fills it; a text without parameters is a plain string. */
export const withParameters = <const Parameters extends ParameterKinds>(
  template: string,
  parameters: Parameters,
): { readonly template: string; readonly parameters: Parameters } => ({ template, parameters });
