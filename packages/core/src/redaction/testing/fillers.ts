import type { Random } from './random.ts';
import { checkDigit } from './secrets.ts';
import { emails, type Language, names, systems, users } from './vocabulary.ts';

const hex = '0123456789abcdef';
const base36 = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Harmless things that look more or less like secrets. */
export const fillers: Record<string, (random: Random, language: Language) => string> = {
  system: (random, language) => random.pick(systems[language]),
  name: (random) => random.pick(names),
  user: (random) => random.pick(users),
  email: (random) => random.pick(emails),
  host: (random) => `${random.pick(['srv', 'web', 'db', 'print'])}-${random.digits(2)}`,
  ip: (random) => `10.${random.integer(0, 255)}.${random.integer(0, 255)}.${random.integer(1, 254)}`,
  date: (random) =>
    random.pick([
      `${random.integer(1, 28)}.${random.integer(1, 12)}.2026`,
      `2026-0${random.integer(1, 9)}-1${random.digits(1)}`,
      `${random.integer(1, 12)}/${random.integer(1, 28)}/2026`,
    ]),
  /** Numbers of orders, parcels and vendors' records: some pass the check of a card by chance. */
  id16: (random) =>
    random.pick([
      `${random.integer(1, 9)}${random.digits(15)}`,
      `${random.integer(1, 9)}${random.digits(15)}`,
      `00${random.digits(16)}`,
      `${random.integer(1, 9)}${random.digits(6)}000000${random.digits(6)}`,
    ]),
  id: (random) => `${random.integer(1, 9)}${random.digits(random.integer(2, 7))}`,
  imei: (random) => {
    const body = `35${random.digits(12)}`;
    return body + checkDigit(body);
  },
  tracking: (random) => `1Z${random.characters(base36, 6)}${random.digits(10)}`,
  serial: (random) => random.characters(base36, 10),
  invoice: (random) => `INV-2026-${random.digits(5)}`,
  zip: (random) => random.digits(5),
  error: (random) => random.pick([`0x8007${random.digits(4)}`, `E-${random.digits(4)}`, `${random.integer(400, 599)}`]),
  phone: (random) =>
    random.pick([
      `+1 555 ${random.digits(3)} ${random.digits(4)}`,
      `+49 30 ${random.digits(8)}`,
      `0${random.digits(3)}-${random.digits(7)}`,
      `+33 6 ${random.digits(2)} ${random.digits(2)} ${random.digits(2)} ${random.digits(2)}`,
    ]),
  iban: (random) =>
    `DE${random.digits(2)} ${random.digits(4)} ${random.digits(4)} ${random.digits(4)} ${random.digits(4)} ${random.digits(2)}`,
  uuid: (random) => [8, 4, 4, 4, 12].map((length) => random.characters(hex, length)).join('-'),
  sha: (random) => random.characters(hex, random.pick([7, 10, 40])),
};
