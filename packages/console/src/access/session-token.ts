import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const cookieName = 'baton_console';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** What the browser holds; the store has its hash alone. */
export const newToken = (): string => randomBytes(32).toString('base64url');
export const toTokenHash = (token: string): string => hashOf(`session:${token}`);

/** What a page has to repeat with every write. It follows from the token, which no script can read. */
export const toCsrfToken = (token: string): string => hashOf(`csrf:${token}`);

export function isCsrfToken(token: string, given: unknown): boolean {
  const expected = Buffer.from(toCsrfToken(token));
  const bytes = Buffer.from(typeof given === 'string' ? given : '');
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}

/** `token` null: the cookie is taken away. */
export function writeCookie(
  token: string | null,
  { lastsMs, isSecure }: { lastsMs: number; isSecure: boolean },
): string {
  const age = token === null ? 0 : Math.floor(lastsMs / 1_000);
  const parts = [`${cookieName}=${token ?? ''}`, 'Path=/console', 'HttpOnly', 'SameSite=Strict', `Max-Age=${age}`];
  return [...parts, ...(isSecure ? ['Secure'] : [])].join('; ');
}

export function readCookie(header: string | undefined): string | null {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${cookieName}=`))?.slice(cookieName.length + 1);
  return found !== undefined && /^[\w-]{43}$/.test(found) ? found : null;
}
