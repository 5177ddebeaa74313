import {
  isDateElement,
  isLiteralElement,
  isNumberElement,
  isPluralElement,
  isPoundElement,
  isSelectElement,
  isTagElement,
  isTimeElement,
  type MessageFormatElement,
  parse,
} from '@formatjs/icu-messageformat-parser';
import type { ParameterKind, ParameterKinds } from './definition.ts';

/** Tags are words like any other: a mail address stands in angle brackets. */
export const templateOptions = { ignoreTag: true };

/** What is wrong with a template for a text that is filled with `parameters`; empty when it can be used. */
export function checkTemplate(template: string, parameters: ParameterKinds): string[] {
  let used: Map<string, ParameterKind>;
  try {
    used = listArguments(parse(template, templateOptions));
  } catch (error) {
    return [`cannot be read (${error instanceof Error ? error.message : 'unknown cause'}); check its braces`];
  }
  const known = Object.keys(parameters).join(', ');
  const unknown = [...used.keys()]
    .filter((name) => !Object.hasOwn(parameters, name))
    .map((name) => `takes no {${name}}; ${known === '' ? 'it has no parameters' : `there is ${known}`}`);
  const missing = Object.keys(parameters)
    .filter((name) => !used.has(name))
    .map((name) => `does not say {${name}}`);
  const misused = [...used]
    .filter(([name, kind]) => Object.hasOwn(parameters, name) && !fits(kind, parameters[name]))
    .map(([name, kind]) => `uses {${name}} as ${kind}, but it is ${parameters[name]}`);
  return [...unknown, ...missing, ...misused];
}

/** A number reads well as plain words too; a date needs a format. */
const fits = (used: ParameterKind, given: ParameterKind | undefined): boolean =>
  used === given || (used === 'text' && given === 'number');

function listArguments(elements: MessageFormatElement[]): Map<string, ParameterKind> {
  const found = new Map<string, ParameterKind>();
  const note = (name: string, kind: ParameterKind): void => {
    if (found.get(name) === undefined || kind !== 'text') found.set(name, kind);
  };
  for (const element of elements) {
    if (isLiteralElement(element) || isPoundElement(element) || isTagElement(element)) continue;
    note(element.value, kindOf(element));
    if (!isPluralElement(element) && !isSelectElement(element)) continue;
    for (const { value } of Object.values(element.options))
      for (const [name, kind] of listArguments(value)) note(name, kind);
  }
  return found;
}

function kindOf(element: MessageFormatElement): ParameterKind {
  if (isNumberElement(element) || isPluralElement(element)) return 'number';
  return isDateElement(element) || isTimeElement(element) ? 'instant' : 'text';
}
