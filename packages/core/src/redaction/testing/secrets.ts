import type { Random } from './random.ts';
import { type Language, passwordWords, phraseWords } from './vocabulary.ts';

const lower = 'abcdefghijkmnpqrstuvwxyz';
const letters = `${lower}ABCDEFGHJKLMNPQRSTUVWXYZ`;
const base62 = `${letters}0123456789`;
const hex = '0123456789abcdef';

/** The kind under which payment cards are counted. */
export const cards = 'payment cards';

type Maker = (random: Random, language: Language) => string;

const capitalise = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const leet = (random: Random, language: Language): string => {
  const swaps: Record<string, string> = { a: '@', e: '3', i: '1', o: '0', s: '$' };
  const word = random.pick(passwordWords[language].filter((one) => one.length > 4));
  const changed = [...word].map((letter) => (random.chance(0.6) ? (swaps[letter] ?? letter) : letter)).join('');
  return `${capitalise(changed)}${random.digits(random.integer(1, 3))}${random.pick(['', '!', '?', '#'])}`;
};

const strongMakers: Maker[] = [
  leet,
  (random, language) => `${random.pick(passwordWords[language])}${random.digits(random.integer(1, 4))}`,
  (random, language) =>
    `${capitalise(random.pick(passwordWords[language]))}20${random.digits(2)}${random.pick(['', '!', '*'])}`,
  (random) =>
    `${random.characters(base62, random.integer(5, 8))}${random.pick([...'!$%&*+#^'])}${random.characters(base62, random.integer(2, 5))}${random.digits(1)}`,
  (random) => `${random.characters(lower, 4)}-${random.characters(base62, 4)}-${random.digits(3)}`,
  (random) => `${random.characters(letters, 6)}${random.digits(2)}`,
];

const strong: Maker = (random, language) => random.pick(strongMakers)(random, language);

const word: Maker = (random, language) => {
  const chosen = random.pick(passwordWords[language]);
  return random.chance(0.3) ? capitalise(chosen) : chosen;
};

const phrase: Maker = (random, language) =>
  Array.from({ length: random.integer(3, 6) }, () => random.pick(phraseWords[language])).join(
    random.chance(0.75) ? ' ' : random.pick(['-', '.', '_']),
  );

const spacedCode: Maker = (random) => {
  const digits = random.digits(random.pick([6, 6, 8]));
  const half = digits.length / 2;
  return random.chance(0.25) ? `${digits.slice(0, half)}${random.pick([' ', '-'])}${digits.slice(half)}` : digits;
};

const prefixedMakers: Maker[] = [
  (random) => `sk_live_${random.characters(base62, 24)}`,
  (random) => `ghp_${random.characters(base62, 36)}`,
  (random) => `AKIA${random.characters('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', 16)}`,
  (random) => `xoxb-${random.digits(11)}-${random.digits(12)}-${random.characters(base62, 24)}`,
  (random) => `1000.${random.characters(hex, 32)}.${random.characters(hex, 32)}`,
  (random) =>
    `pat-na1-${random.characters(hex, 8)}-${random.characters(hex, 4)}-4${random.characters(hex, 3)}-a${random.characters(hex, 3)}-${random.characters(hex, 12)}`,
  (random) => `eyJhbGciOiJIUzI1NiJ9.${random.characters(base62, 40)}.${random.characters(base62, 43)}`,
  (random) => `AIza${random.characters(base62, 35)}`,
];
const prefixed: Maker = (random, language) => random.pick(prefixedMakers)(random, language);

const tokenMakers: Maker[] = [
  prefixed,
  prefixed,
  (random) => random.characters(hex, random.pick([32, 40, 64])),
  (random) => random.characters(base62, random.integer(20, 40)),
  (random) => `${random.characters(base62, 12)}_${random.characters(base62, 18)}`,
];

/** Brands with the digits they begin with and how long they are. */
const brands: [starts: string[], length: number][] = [
  [['4'], 16],
  [['51', '53', '55', '2221', '2650'], 16],
  [['34', '37'], 15],
  [['6011', '65'], 16],
  [['36', '3005'], 14],
  [['3530'], 16],
  [['4'], 13],
  [['6759'], 16],
];

/** What makes a number pass the Luhn check. */
export function checkDigit(body: string): string {
  let sum = 0;
  [...body].reverse().forEach((digit, index) => {
    const doubled = Number(digit) * (index % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  });
  return String((10 - (sum % 10)) % 10);
}

const group = (digits: string, sizes: number[], separator: string): string => {
  const parts: string[] = [];
  let from = 0;
  for (const size of sizes) {
    parts.push(digits.slice(from, from + size));
    from += size;
  }
  if (from < digits.length) parts.push(digits.slice(from));
  return parts.join(separator);
};

const card: Maker = (random) => {
  const [starts, length] = random.pick(brands);
  const start = random.pick(starts);
  const body = start + random.digits(length - start.length - 1);
  const digits = body + checkDigit(body);
  const sizes = length === 15 || length === 14 ? [4, 6] : [4, 4, 4];
  return group(digits, sizes, random.pick(['', ' ', '-', '.', ' ', '']));
};

/** What a carrier has places for, each with the kind that it is counted under. */
export const secretMakers: Record<string, { kind: string; make: Maker }> = {
  password: { kind: 'passwords', make: (random, language) => (random.chance(0.35) ? word : strong)(random, language) },
  strong: { kind: 'passwords', make: strong },
  phrase: { kind: 'passphrases', make: phrase },
  pin: { kind: 'PINs', make: (random) => random.digits(random.pick([4, 4, 5, 6])) },
  puk: { kind: 'PINs', make: (random) => random.digits(8) },
  code: { kind: 'codes', make: spacedCode },
  token: { kind: 'keys and tokens', make: (random, language) => random.pick(tokenMakers)(random, language) },
  prefixed: { kind: 'keys and tokens', make: prefixed },
  recovery: {
    kind: 'keys and tokens',
    make: (random) => Array.from({ length: 8 }, () => random.digits(6)).join('-'),
  },
  card: { kind: cards, make: card },
  cvv: { kind: 'check numbers of cards', make: (random) => random.digits(3) },
};
