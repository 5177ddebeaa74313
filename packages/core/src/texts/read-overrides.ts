import { z } from 'zod';
import { AppError } from '../app-error.ts';
import { isLocale, isTextKey, type Locale, locales, parametersOf, type TextKey } from './catalogue.ts';
import { isUnderstood } from './suggestions.ts';
import { checkTemplate } from './template.ts';

export type TextOverrides = Partial<Record<Locale, Partial<Record<TextKey, string>>>>;

const shape = z.record(z.string(), z.record(z.string(), z.string().min(1)));

/**
 * Reads an installation's own wording: `{ en: { greeting: 'Welcome!' } }`, templates by locale and key.
 * Throws `configuration-invalid` with all problems at once.
 */
export function readOverrides(file: unknown): TextOverrides {
  const parsed = shape.safeParse(file);
  if (!parsed.success)
    throw refuse(parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`));
  const problems = Object.entries(parsed.data).flatMap(([locale, texts]) => checkLocale(locale, texts));
  if (problems.length > 0) throw refuse(problems);
  return parsed.data;
}

function checkLocale(locale: string, texts: Record<string, string>): string[] {
  if (!isLocale(locale)) return [`${locale}: unknown locale; there is ${locales.join(', ')}`];
  return Object.entries(texts).flatMap(([key, template]) =>
    checkText(key, template).map((problem) => `${locale}.${key}: ${problem}`),
  );
}

function checkText(key: string, template: string): string[] {
  if (!isTextKey(key)) return ['unknown text; check its spelling'];
  const problems = checkTemplate(template, parametersOf(key));
  return problems.length > 0 || isUnderstood(key, template)
    ? problems
    : ['would not be understood when a customer presses it; use words that are'];
}

const refuse = (problems: string[]): AppError =>
  new AppError(
    'configuration-invalid',
    `The overriding texts cannot be used: ${problems.join('; ')}. Correct these entries or take them out.`,
    { details: { problems } },
  );
