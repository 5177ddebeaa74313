import { expect, it } from 'vitest';
import { findCredentials } from './find-credentials.ts';
import { redact } from './redact.ts';
import { readTokens } from './tokens.ts';

/** Inputs that would make careless patterns take quadratic time. */
const hostile: [string, (length: number) => string][] = [
  ['nouns', (length) => 'pw '.repeat(length / 3)],
  ['nouns without blanks', (length) => 'pw:'.repeat(length / 3)],
  ['nouns and links', (length) => 'password is '.repeat(length / 12)],
  ['hedges', (length) => `password ${'now still '.repeat(length / 10)}`],
  ['nouns with what they are for', (length) => 'password for my '.repeat(length / 16)],
  ['opening quotes', (length) => 'password "'.repeat(length / 10)],
  ['one long piece', (length) => `password ${'a1'.repeat(length / 2)}`],
  ['points', (length) => `password: ${'.'.repeat(length)}`],
  ['nouns before points', (length) => `${'pw.'.repeat(length / 6)}${'.'.repeat(length / 2)}`],
  ['digits', (length) => '1'.repeat(length)],
  ['digits with blanks', (length) => '4 '.repeat(length / 2)],
  ['groups of digits', (length) => '4111 '.repeat(length / 5)],
  ['beginnings of keys', (length) => 'eyJ-'.repeat(length / 4)],
  ['beginnings of addresses', (length) => 'a://b:'.repeat(length / 6)],
  ['capitals and digits', (length) => 'AB12 '.repeat(length / 5)],
  ['logins', (length) => 'login: a / '.repeat(length / 11)],
  ['values before nouns', (length) => 'a1b2 is my password '.repeat(length / 20)],
  ['blanks', (length) => ' '.repeat(length)],
  ['apostrophes', (length) => "d'".repeat(length / 2)],
];

/** How often the grammar looks at a token. */
function countLooks(text: string): number {
  let looks = 0;
  const tokens = new Proxy(readTokens(text), {
    get: (target, key, receiver) => {
      if (typeof key === 'string' && /^\d+$/.test(key)) looks += 1;
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  findCredentials(text, tokens);
  return looks;
}

it.each(hostile)('looks at %s no more often per character in 8,000 characters than in 2,000', (_name, make) => {
  const [short, long] = [countLooks(make(2_000)), countLooks(make(8_000))];
  expect(long).toBeLessThanOrEqual(4.4 * short + 200);
  expect(long).toBeLessThanOrEqual(8_000 * 120);
});

/** The patterns cannot be counted in; one that is not linear needs longer than this test may take. */
const patterns = hostile.filter(([name]) => !/noun|link|hedge|quote|login|value/.test(name));

it.each(patterns)(
  'gets through 100,000 characters of %s',
  (_name, make) => {
    const kept = redact(make(100_000));
    expect(redact(kept)).toBe(kept);
  },
  10_000,
);
