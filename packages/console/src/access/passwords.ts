import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** As the first recommendation of OWASP for scrypt, with a smaller memory and the more rounds for it: 32 MB, three times. */
const cost = { logN: 15, r: 8, p: 3 };
const keyBytes = 32;
/** Longer ones are nobody's, and would cost time. */
export const passwordCharactersMax = 200;
export const passwordCharactersMin = 10;

type Cost = typeof cost;

/** `scrypt$15$8$3$<salt>$<key>`: a later version may ask for more, and still knows what was hashed with less. */
export async function hashPassword(password: string, { logN, r, p }: Cost = cost): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, { logN, r, p });
  return ['scrypt', logN, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** `hash` null: there is no such account, which takes as long and comes to no. */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [kind, logN, r, p, salt = '', key = ''] = (hash ?? nobody).split('$');
  if (kind !== 'scrypt' || password.length > passwordCharactersMax) return false;
  const expected = Buffer.from(key, 'base64url');
  const asked = { logN: Number(logN), r: Number(r), p: Number(p) };
  const given = await derive(password, Buffer.from(salt, 'base64url'), asked);
  return hash !== null && given.length === expected.length && timingSafeEqual(given, expected);
}

const nobody = `scrypt$${cost.logN}$${cost.r}$${cost.p}$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA`;

function derive(password: string, salt: Buffer, { logN, r, p }: Cost): Promise<Buffer> {
  const N = 2 ** logN;
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r };
  return new Promise((resolve, reject) =>
    scrypt(password.normalize('NFKC'), salt, keyBytes, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    ),
  );
}
