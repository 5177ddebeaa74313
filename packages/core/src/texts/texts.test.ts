import { describe, expect, expectTypeOf, it } from 'vitest';
import { AppError } from '../app-error.ts';
import { detectCommand } from '../language/detect-command.ts';
import { catalogue, findLocale, isTextKey, locales, parametersOf, textKeys } from './catalogue.ts';
import type { CustomerText } from './customer-text.ts';
import { isUnderstood, suggestionMeanings } from './suggestions.ts';
import { checkTemplate } from './template.ts';
import { createTexts } from './texts.ts';

const texts = createTexts();

function problemsOf(overrides: unknown): string[] {
  try {
    createTexts(overrides);
  } catch (error) {
    if (error instanceof AppError && error.code === 'configuration-invalid')
      return error.details['problems'] as string[];
    throw error;
  }
  return [];
}

describe.each(locales)('the texts in "%s"', (locale) => {
  it('are complete and nothing else', () => {
    expect(Object.keys(catalogue[locale]).sort()).toEqual([...textKeys].sort());
  });
  it.each(textKeys)('%s takes the parameters that are declared for it', (key) => {
    expect(checkTemplate(catalogue[locale][key], parametersOf(key))).toEqual([]);
    expect(catalogue[locale][key].trim()).not.toBe('');
  });
  it.each(Object.keys(suggestionMeanings).filter(isTextKey))('%s is understood when a customer presses it', (key) => {
    expect(isUnderstood(key, catalogue[locale][key])).toBe(true);
  });
  it('names commands in the help that are understood', () => {
    const named = [...catalogue[locale]['help-offered'].matchAll(/"([^"]+)"/g)].map(([, words = '']) => words);
    expect(named.map(detectCommand)).toEqual(['back', 'cancel', 'restart', 'human']);
  });
  it('knows every button', () => {
    expect(Object.keys(suggestionMeanings).sort()).toEqual(
      textKeys.filter((key) => key.startsWith('suggestion-')).sort(),
    );
  });
});

describe('rendering', () => {
  it('fills in values as they are', () => {
    expect(texts.render('en', 'handed-back', { agent: "{number} # <b> 'x'" })).toBe(
      "The chat with {number} # <b> 'x' has ended and you're back with the assistant. Is there anything else?",
    );
    expect(texts.render('de', 'summary-customer', { name: 'Ada', email: 'ada@example.com', identity: 'x' })).toBe(
      'Ada <ada@example.com>, Identität x',
    );
  });
  it('counts in the language of the text', () => {
    expect(texts.render('en', 'response-time', { from: 1, to: 2 })).toBe('1-2 hours');
    expect(texts.render('en', 'response-time', { from: 0, to: 1 })).toBe('0-1 hour');
    expect(texts.render('de', 'response-time', { from: 4, to: 8 })).toBe('4-8 Stunden');
  });
  it('tells dates in the language and the time zone of the installation', () => {
    const at = new Date('2026-03-04T23:30:00Z');
    const told = createTexts({}, { timeZone: 'Europe/Berlin' });
    expect(texts.render('en', 'unheard-mail-intro', { at })).toContain('March 4, 2026');
    expect(told.render('de', 'unheard-mail-intro', { at })).toContain('5. März 2026');
  });
  it.each([
    ['de-AT', 'de'],
    ['DE_ch', 'de'],
    ['en-GB', 'en'],
    ['fr', 'en'],
    ['', 'en'],
    ['constructor', 'en'],
  ])('speaks to "%s" in "%s"', (asked, served) => {
    expect(findLocale(asked)).toBe(served);
    expect(texts.render(asked, 'greeting')).toBe(texts.render(served, 'greeting'));
  });
  it('is typed: keys, parameters and the brand', () => {
    expectTypeOf(texts.render('en', 'greeting')).toEqualTypeOf<CustomerText>();
    expectTypeOf<'Hello'>().not.toExtend<CustomerText>();
    // @ts-expect-error a literal is no customer text
    const literal: CustomerText = 'Hello';
    expect(literal).toBe('Hello');
    // @ts-expect-error unknown key
    expect(() => texts.render('en', 'no-such-text')).toThrow();
    // @ts-expect-error missing parameters
    expect(() => texts.render('en', 'handed-back')).toThrow();
    // @ts-expect-error misspelt parameter
    expect(() => texts.render('en', 'handed-back', { agnet: 'Ada' })).toThrow();
    // @ts-expect-error wrong kind of value
    texts.render('en', 'response-time', { from: '1', to: 2 });
    // @ts-expect-error a text without parameters takes none
    texts.render('en', 'greeting', { name: 'Ada' });
  });
});

describe("an installation's own wording", () => {
  it('replaces single texts and leaves the rest', () => {
    const own = createTexts({ de: { greeting: 'Moin!' }, en: { 'ticket-logged': 'Done: {number} ({responseTime})' } });
    expect(own.render('de-DE', 'greeting')).toBe('Moin!');
    expect(own.render('en', 'greeting')).toBe('Hello! What can I help you with?');
    expect(own.render('en', 'ticket-logged', { number: '101', responseTime: 'soon' })).toBe('Done: 101 (soon)');
  });
  it('is refused with every problem named', () => {
    const problems = problemsOf({
      fr: { greeting: 'Bonjour' },
      en: {
        greting: 'Hi',
        greeting: 'Hi {name}',
        'ticket-logged': 'Number {nubmer}',
        'first-step': 'First {',
        'unheard-mail-intro': 'On {at}:',
        'suggestion-yes': 'Absolutely not',
      },
    });
    expect(problems.map((problem) => problem.split(':')[0])).toEqual([
      'fr',
      'en.greting',
      'en.greeting',
      'en.ticket-logged',
      'en.ticket-logged',
      'en.ticket-logged',
      'en.first-step',
      'en.unheard-mail-intro',
      'en.suggestion-yes',
    ]);
  });
  it.each([null, 'text', { en: 'text' }, { en: { greeting: 1 } }, { en: { greeting: '' } }, []])(
    'is refused when it has another shape: %j',
    (overrides) => {
      expect(problemsOf(overrides).length).toBeGreaterThan(0);
    },
  );
});
