import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanClaim } from './clean-claim.ts';

it.each([
  ['John Doe', 'John Doe'],
  ['Win at https://evil.example/x now', 'Win at now'],
  ['John\r\nBcc: all@company.com', 'John Bcc:'],
  ['see www.evil and evil.com/path or evil。com', 'see and or'],
  ['evil．com', ''],
  ['evil_．com and evil-.com', 'and'],
  ['see भारत.भारत', 'see'],
  ['Wait... what? .NET', 'Wait... what? .NET'],
  ['Monitor Setup - J. Doe, srv-12', 'Monitor Setup - J. Doe, srv-12'],
  ['a\u0000b\u202ec', 'a b c'],
])('makes of "%s" "%s"', (claim, clean) => {
  expect(cleanClaim(claim, 80)).toBe(clean);
});

it('cuts what is too long', () => {
  expect(cleanClaim('one two three four', 9)).toBe('one two…');
  expect(cleanClaim('😀😀😀😀', 4)).toBe('😀…');
});

it('leaves one line without addresses, whatever it gets', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.constantFrom('evil.com', '@', '\n', 'http://x', ' ', '．', '_', 'com'),
  );
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const clean = cleanClaim(parts.join(''), 60);
      expect(clean.length).toBeLessThanOrEqual(60);
      expect(clean).not.toMatch(/[\p{C}@]|:\/\/|\w\.[a-z]{2}/iu);
    }),
  );
});
