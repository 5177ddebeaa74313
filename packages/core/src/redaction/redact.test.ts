import { describe, expect, it } from 'vitest';
import { containsCredential, redact } from './redact.ts';

describe('what stands in place of a secret', () => {
  it.each([
    ['my password is: hunter2', 'my password is: [redacted]'],
    ['my password is hunter2 and I am locked out', 'my password is [redacted] and I am locked out'],
    ['pw: hunter2', 'pw: [redacted]'],
    ['kennwort: Gartenzaun', 'kennwort: [redacted]'],
    ['the password for my mail is sunshine', 'the password for my mail is [redacted]'],
    ['Passphrase: correct horse battery staple. Thanks', 'Passphrase: [redacted]. Thanks'],
    ['mot de passe : soleil', 'mot de passe : [redacted]'],
    ['mi contraseña es mariposa', 'mi contraseña es [redacted]'],
    ['my PIN is 4711, thanks', 'my PIN is [redacted], thanks'],
    ['{"user":"jdoe","password":"h u n t"}', '{"user":"jdoe","password":"[redacted]"}'],
    ['DB_PASSWORD=a$b"c', 'DB_PASSWORD=[redacted]'],
    ['password:\nhunter2', 'password:\n[redacted]'],
    ['hunter2 is my password', '[redacted] is my password'],
    ['4111 1111 1111 1111, exp 04/29', '[redacted], exp 04/29'],
    ['paid with 4111.1111.1111.1111.', 'paid with [redacted].'],
    ['password: is sterling', 'password: is [redacted]'],
    ['４１１１１１１１１１１１１１１１', '[redacted]'],
    ['ftp://jdoe:p@ss@files.example.com/x', 'ftp://jdoe:[redacted]@files.example.com/x'],
    [
      '-----BEGIN PRIVATE KEY-----\nMIIE\nabc\n-----END PRIVATE KEY-----',
      '-----BEGIN PRIVATE KEY-----[redacted]-----END PRIVATE KEY-----',
    ],
  ])('%j becomes %j', (text, kept) => {
    expect(redact(text)).toBe(kept);
  });

  it.each([
    'my password is expired',
    'Passwort vergessen',
    'order 4111111111111112 has not arrived',
    '4111 1111 1111 1112',
    '9123456789012348',
    'my password is wrong',
    'password: please reset it',
    'Passwort: falsch',
    'order number 4111111111111111',
    'IBAN DE44 5001 0517 5407 3249 31',
    'error code 1603',
    'call +49 30 12345678',
    '',
  ])('%j stays', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('gives the same when a text is redacted again', () => {
    const once = redact('password: hunter2, card 4111111111111111, PIN 4711');
    expect(redact(once)).toBe(once);
  });
});

describe('while a code is awaited', () => {
  const isCodeAwaited = true;
  it.each([
    ['12345678', '[redacted]'],
    ['it is 1234 5678, and can I talk to a human?', 'it is [redacted], and can I talk to a human?'],
    ['123-456 or 1.2.3.4.5.6.7.8', '[redacted] or [redacted]'],
    ['12345678 12345678', '[redacted] [redacted]'],
    ['١٢٣٤٥٦', '[redacted]'],
    ['abc123456def', 'abc[redacted]def'],
    ['room 4711, 12345678901 people', 'room 4711, 12345678901 people'],
  ])('%j becomes %j', (text, kept) => {
    expect(redact(text, { isCodeAwaited })).toBe(kept);
  });
  it('leaves them otherwise', () => {
    expect(redact('ticket 12345678')).toBe('ticket 12345678');
  });
});

describe('what a customer should be told not to send', () => {
  it.each(['my password is hunter2', 'PIN: 4711', '4111 1111 1111 1111', 'ghp_abcdefghijklmnopqrstuvwxyz0123456789'])(
    'is in %j',
    (text) => {
      expect(containsCredential(text)).toBe(true);
    },
  );
  it.each(['the code is 12345678', 'my password is expired', '12345678'])('is not in %j', (text) => {
    expect(containsCredential(text)).toBe(false);
  });
});
