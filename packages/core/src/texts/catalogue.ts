import type { ParameterKinds, TextDefinition, ValuesOf } from './definition.ts';
import { conversation } from './english/conversation.ts';
import { handoff } from './english/handoff.ts';
import { mails } from './english/mails.ts';
import { tickets } from './english/tickets.ts';
import { workflow } from './english/workflow.ts';
import { conversation as germanConversation } from './german/conversation.ts';
import { handoff as germanHandoff } from './german/handoff.ts';
import { mails as germanMails } from './german/mails.ts';
import { tickets as germanTickets } from './german/tickets.ts';
import { workflow as germanWorkflow } from './german/workflow.ts';

const english = { ...conversation, ...handoff, ...tickets, ...mails, ...workflow };

/** The name of a text; the English files say which there are and what fills them. */
export type TextKey = keyof typeof english;
/** What fills a text: one value per parameter. */
export type TextValues<Key extends TextKey> = (typeof english)[Key] extends { parameters: infer Parameters }
  ? Parameters extends ParameterKinds
    ? ValuesOf<Parameters>
    : never
  : Record<never, never>;

const definitions: Record<TextKey, TextDefinition> = english;

export const textKeys = Object.keys(english) as TextKey[];
export const isTextKey = (key: string): key is TextKey => Object.hasOwn(english, key);

/** The parameters of a text with their kinds; none for a plain one. */
export function parametersOf(key: TextKey): ParameterKinds {
  const definition = definitions[key];
  return typeof definition === 'string' ? {} : definition.parameters;
}

const templateOf = (key: TextKey): string => {
  const definition = definitions[key];
  return typeof definition === 'string' ? definition : definition.template;
};

/** Every text in every language that Baton speaks. A language is complete or does not compile. */
export const catalogue = {
  en: Object.fromEntries(textKeys.map((key) => [key, templateOf(key)])) as Record<TextKey, string>,
  de: { ...germanConversation, ...germanHandoff, ...germanTickets, ...germanMails, ...germanWorkflow },
} satisfies Record<string, Record<TextKey, string>>;

export type Locale = keyof typeof catalogue;
export const locales = Object.keys(catalogue) as Locale[];
export const isLocale = (locale: string): locale is Locale => Object.hasOwn(catalogue, locale);

/** The language to speak to somebody with this locale: "de-AT" is served by "de", what is unknown by English. */
export function findLocale(locale: string): Locale {
  const language = locale.toLowerCase().split(/[-_]/)[0] ?? '';
  return isLocale(language) ? language : 'en';
}
