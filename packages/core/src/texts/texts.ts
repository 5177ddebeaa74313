import { IntlMessageFormat } from 'intl-messageformat';
import { catalogue, findLocale, type Locale, type TextKey, type TextValues } from './catalogue.ts';
import type { CustomerText } from './customer-text.ts';
import { readOverrides } from './read-overrides.ts';
import { templateOptions } from './template.ts';

export type ValuesArgument<Key extends TextKey> = keyof TextValues<Key> extends never ? [] : [values: TextValues<Key>];

/** The words that customers, operators and the team read. */
export type Texts = {
  /**
   * A text in the language of `locale` ("de-AT" is served by "de", an unknown one by English). The values are put in as they are:
   * braces in them mean nothing.
   */
  render<Key extends TextKey>(locale: string, key: Key, ...values: ValuesArgument<Key>): CustomerText;
};

type TextsOptions = {
  /** The time zone that dates are told in; UTC when none is given. */
  timeZone?: string;
};

/**
 * The catalogue with an installation's own wording over it.
 *
 * @param overrides the parsed file, `{ en: { key: 'template' } }`; throws `AppError` `configuration-invalid` naming every problem.
 */
export function createTexts(overrides: unknown = {}, { timeZone = 'UTC' }: TextsOptions = {}): Texts {
  const own = readOverrides(overrides);
  const formats = new Map<string, IntlMessageFormat>();
  const formatters = {
    getNumberFormat: (...[locale, options]: ConstructorParameters<typeof Intl.NumberFormat>) =>
      new Intl.NumberFormat(locale, options),
    getPluralRules: (...[locale, options]: ConstructorParameters<typeof Intl.PluralRules>) =>
      new Intl.PluralRules(locale, options),
    getDateTimeFormat: (...[locale, options]: ConstructorParameters<typeof Intl.DateTimeFormat>) =>
      new Intl.DateTimeFormat(locale, { timeZone, ...options }),
  };
  const findFormat = (locale: Locale, key: TextKey): IntlMessageFormat => {
    const known = formats.get(`${locale} ${key}`);
    if (known !== undefined) return known;
    const template = own[locale]?.[key] ?? catalogue[locale][key];
    const made = new IntlMessageFormat(template, locale, undefined, { ...templateOptions, formatters });
    formats.set(`${locale} ${key}`, made);
    return made;
  };
  return {
    render: (locale, key, ...[values]) => {
      const text = String(findFormat(findLocale(locale), key).format({ ...values }));
      return text as CustomerText;
    },
  };
}
