import { expect, it } from 'vitest';
import { detectCommand } from './detect-command.ts';
import { parseYesNo } from './parse-answer.ts';
import { wantsNewCode } from './wants-new-code.ts';

it.each([
  ['Mit einem Menschen sprechen', 'human'],
  ['ich möchte bitte mit einem Mitarbeiter sprechen', 'human'],
  ['Mensch bitte', 'human'],
  ['kann ich mit jemandem reden', 'human'],
  ['Abbrechen', 'cancel'],
  ['zurück', 'back'],
  ['neu starten', 'restart'],
  ['Hilfe!', 'help'],
] as const)('"%s" is %s', (text, command) => {
  expect(detectCommand(text)).toBe(command);
});

it.each([
  'Server neu starten',
  'mein Support-Vertrag',
  'der Kollege hat mein Passwort',
  'das Fenster geht nicht zurück',
])('hears no command in "%s"', (text) => {
  expect(detectCommand(text)).toBeNull();
});

it.each([
  ['Ja', true],
  ['ja, hat geklappt', true],
  ['Funktioniert', true],
  ['Nein', false],
  ['nö', false],
  ['noch nicht', false],
  ['funktioniert nicht', false],
  ['stimmt nicht', false],
  ['Jahr 2026', null],
  ['novell', null],
])('"%s" means %s', (text, meaning) => {
  expect(parseYesNo(text)).toBe(meaning);
});

it.each(['Code erneut senden', 'Bitte nochmal schicken', 'einen neuen Code bitte', 'Resend the code', 'send it again'])(
  'hears the wish for another code in "%s"',
  (text) => {
    expect(wantsNewCode(text)).toBe(true);
  },
);
it('hears no such wish in a code', () => {
  expect(wantsNewCode('12345678')).toBe(false);
});
