import type { Mutant } from './mutant.ts';

const redaction = 'packages/core/src/redaction';
const unit = `${redaction}/redact.test.ts`;
const corpus = `${redaction}/corpus.test.ts`;
const secrets = 'packages/core/src/conversation/secrets.test.ts';
const texts = 'packages/core/src/texts/texts.test.ts';

/** What is taken out of words, and which words are said. */
export const mutants: Mutant[] = [
  {
    id: 'card-without-check-digit',
    why: 'prefix and length say enough',
    file: `${redaction}/find-cards.ts`,
    find: 'return isBranded && hasRightCheckDigit(digits);',
    replace: 'return isBranded;',
    suites: [unit, corpus],
  },
  {
    id: 'card-of-any-brand',
    why: 'the check digit says enough',
    file: `${redaction}/find-cards.ts`,
    find: 'return isBranded && hasRightCheckDigit(digits);',
    replace: 'return hasRightCheckDigit(digits);',
    suites: [unit, corpus],
  },
  {
    id: 'card-with-dots-kept',
    why: 'nobody writes a card number with dots',
    file: `${redaction}/find-cards.ts`,
    find: '[ .\\-–_/',
    replace: '[ \\-–_/',
    suites: [unit],
  },
  {
    id: 'sign-taken-for-the-password',
    why: 'the value follows the link',
    file: `${redaction}/read-link.ts`,
    find: "if (isSure || lead.by === 'sign') return { by: 'sign' };",
    replace: "if (isSure) return { by: 'sign' };",
    suites: [unit, corpus],
  },
  {
    id: 'passphrase-of-one-word',
    why: 'a value ends with its first word',
    file: `${redaction}/read-value.ts`,
    find: 'count < chunksMax[kind]',
    replace: 'count < 1',
    suites: [unit],
  },
  {
    id: 'every-word-a-password',
    why: 'better one too many than one too few',
    file: `${redaction}/read-value.ts`,
    find: 'return !lexicon.isOrdinary(first.word);',
    replace: 'return true;',
    suites: [unit],
  },
  {
    id: 'redacted-twice',
    why: 'what stands there already is a value too',
    file: `${redaction}/read-value.ts`,
    find: 'if (place.text.startsWith(redacted, first.start)) return null;',
    replace: '',
    suites: [unit],
  },
  {
    id: 'look-ahead-without-bound',
    why: 'a long sentence has its value at the end',
    file: `${redaction}/read-gap.ts`,
    find: 'const gapTokensMax = 12;',
    replace: 'const gapTokensMax = Number.POSITIVE_INFINITY;',
    suites: [`${redaction}/growth.test.ts`],
  },
  {
    id: 'awaited-code-in-a-sentence-kept',
    why: 'the answer with the code is dropped as a whole',
    file: 'packages/core/src/conversation/turn.ts',
    find: 'redact(text, { isCodeAwaited: isCodeAwaited() })',
    replace: 'redact(text)',
    suites: [secrets],
  },
  {
    id: 'told-of-passwords-every-time',
    why: 'who sends one again has not read it',
    file: 'packages/core/src/conversation/decide.ts',
    find: 'if (turn.state().hasDeclinedSecrets || !containsCredential(text)) return;',
    replace: 'if (!containsCredential(text)) return;',
    suites: [secrets],
  },
  {
    id: 'secrets-of-agents-on-the-ticket',
    why: 'agents know what they write',
    file: 'packages/gateway/src/engine/transcript.ts',
    find: "author === 'agent' ? redact(text) : text",
    replace: 'text',
    suites: ['packages/gateway/src/engine/transcript.test.ts'],
  },
  {
    id: 'emoji-cut-in-half',
    why: 'a piece may be as long as the limit',
    file: 'packages/core/src/language/split-text.ts',
    find: 'return isWithin ? position - 1 : position;',
    replace: 'return position;',
    suites: ['packages/core/src/language/split-text.test.ts'],
  },
  {
    id: 'dates-in-the-time-of-the-machine',
    why: 'the machine is where the installation is',
    file: 'packages/core/src/texts/texts.ts',
    find: 'new Intl.DateTimeFormat(locale, { timeZone, ...options })',
    replace: 'new Intl.DateTimeFormat(locale, options)',
    suites: [texts],
  },
  {
    id: 'region-unknown-so-english',
    why: 'a locale is one of those there are',
    file: 'packages/core/src/texts/catalogue.ts',
    find: "locale.toLowerCase().split(/[-_]/)[0] ?? ''",
    replace: 'locale.toLowerCase()',
    suites: [texts],
  },
  {
    id: 'button-that-nobody-understands',
    why: 'the wording is the business of the installation',
    file: 'packages/core/src/texts/read-overrides.ts',
    find: 'problems.length > 0 || isUnderstood(key, template)',
    replace: 'true',
    suites: [texts],
  },
];
