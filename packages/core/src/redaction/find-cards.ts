import type { Span } from './span.ts';
import { fold } from './tokens.ts';

type DigitGroup = Span & { digits: string };

/** What the numbers of the card brands begin with, as ranges of prefixes, and how long they are. */
const brands: { from: number; to: number; lengths: number[] }[] = [
  { from: 4, to: 4, lengths: [13, 16, 19] },
  { from: 51, to: 55, lengths: [16] },
  { from: 2221, to: 2720, lengths: [16] },
  { from: 34, to: 34, lengths: [15] },
  { from: 37, to: 37, lengths: [15] },
  { from: 300, to: 305, lengths: [14] },
  { from: 36, to: 36, lengths: [14] },
  { from: 38, to: 39, lengths: [14] },
  { from: 3528, to: 3589, lengths: [16] },
  { from: 6011, to: 6011, lengths: [16, 19] },
  { from: 644, to: 659, lengths: [16, 19] },
  { from: 62, to: 62, lengths: [16, 17, 18, 19] },
  { from: 50, to: 50, lengths: [16, 18, 19] },
  { from: 56, to: 58, lengths: [16, 18, 19] },
  { from: 63, to: 63, lengths: [16, 18, 19] },
  { from: 67, to: 67, lengths: [16, 18, 19] },
];
const digitsMin = 13;
const digitsMax = 19;
const groupPattern = /\p{Nd}+/gu;
const separator = /^(?:[ .\-–_/\u00a0\u2009\u202f\u200b]{1,2})$/u;
const bankAccount = /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![A-Za-z0-9])/g;
const numberNames =
  /\b(?:order|orders|tracking|parcel|package|shipment|serial|reference|ticket|case|invoice|imei|id|timestamp|log|line|transaction|barcode|bar code|document|documento|dokument|beleg\w*|ean|isbn|gtin|record|item|article|artikel\w*|asset|policy|contract|vertrag\w*|contrato|contrat|customer|kunden\w*|cliente|client|meter|zahler\w*|bestell\w*|bestellung|sendung\w*|paket\w*|serien\w*|gerate\w*|referenz\w*|vorgang\w*|akten\w*|rechnung\w*|auftrag\w*|pedido|seguimiento|paquete|referencia|expediente|factura|serie|commande|suivi|colis|dossier|facture)\b/;
const cardNames = /\b(?:cards?|visa|amex|mastercard|maestro|cc|karte|kreditkarte|kartennummer|tarjeta|carte|cb)\b/;

/**
 * Payment card numbers, also in groups: the prefix of a brand, its length and the check digit must all be right, so that most other long
 * numbers stay. A number without groups that is called an order, a parcel and the like stays too.
 */
export function findCards(text: string): Span[] {
  const found: Span[] = [];
  const accounts = [...text.matchAll(bankAccount)].map(({ 0: match, index }) => ({
    start: index,
    end: index + match.length,
  }));
  const groups = [...text.matchAll(groupPattern)]
    .map(({ 0: match, index }) => ({ start: index, end: index + match.length, digits: toAscii(match) }))
    .filter(({ start }) => !accounts.some((account) => start >= account.start && start < account.end));
  for (let index = 0; index < groups.length; index += 1) {
    const span = cardFrom(text, groups, index);
    if (span === null || (found.at(-1)?.end ?? 0) > span.start) continue;
    found.push(span);
  }
  return found;
}

/** The card number that begins with this group; the longest when several would do. */
function cardFrom(text: string, groups: DigitGroup[], first: number): Span | null {
  let digits = '';
  let longest: Span | null = null;
  for (let index = first; index < groups.length && digits.length <= digitsMax; index += 1) {
    const group = groups[index];
    const before = groups[index - 1];
    const start = groups[first]?.start ?? 0;
    if (group === undefined) break;
    if (index > first && !separator.test(text.slice(before?.end ?? 0, group.start))) break;
    digits += group.digits;
    if (!isCardNumber(digits)) continue;
    if (index === first && isNumberOfSomethingElse(text, start)) continue;
    longest = { start, end: group.end };
  }
  return longest;
}

function isCardNumber(digits: string): boolean {
  if (digits.length < digitsMin || digits.length > digitsMax) return false;
  const isBranded = brands.some(({ from, to, lengths }) => {
    const prefix = Number(digits.slice(0, String(from).length));
    return prefix >= from && prefix <= to && lengths.includes(digits.length);
  });
  return isBranded && hasRightCheckDigit(digits);
}

/** The Luhn check. */
function hasRightCheckDigit(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function isNumberOfSomethingElse(text: string, start: number): boolean {
  const before = fold(text.slice(Math.max(0, start - 40), start));
  return numberNames.test(before) && !cardNames.test(before);
}

/** Digits of any script as 0 to 9. */
const toAscii = (digits: string): string =>
  [...digits].map((digit) => (/[0-9]/.test(digit) ? digit : digitValue(digit))).join('');

function digitValue(digit: string): string {
  const ascii = digit.normalize('NFKC');
  if (/^[0-9]$/.test(ascii)) return ascii;
  // In Unicode the ten digits of a script follow one another, the zero first: it is found by counting back.
  let zero = digit.codePointAt(0) ?? 0;
  const value = zero;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && value - zero < 9) zero -= 1;
  return String(value - zero);
}
