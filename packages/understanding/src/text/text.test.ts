import { describe, expect, it } from 'vitest';
import { stripCourtesies } from './courtesies.ts';
import { createSpeller } from './spelling.ts';
import { tokenise } from './tokenise.ts';

describe('courtesies', () => {
  it.each([
    ['Hi there, hope you are well. Cant get into QuickBooks again!!', 'cant get into quickbooks again'],
    ['Dear Sir or Madam, my screen is black. Kind regards, Maria Smith', 'my screen is black'],
    ['Guten Tag, mein Konto ist gesperrt. Vielen Dank im Voraus', 'mein konto ist gesperrt'],
    ['Hola, no puedo entrar en mi cuenta, muchas gracias', 'no puedo entrar en mi cuenta'],
    ['ok so um could you please tell me when you open 😀', 'when you open'],
    ['I was wondering if the server is down, thx', 'the server is down'],
    ['Can you tell me how to restart it?', 'how to restart it'],
    ['Can you restart it?', 'can you restart it'],
  ])('%s', (text, left) => {
    expect(stripCourtesies(text)).toBe(left);
  });

  it.each(['thank you', 'Hello', 'please', 'good morning', 'danke'])('leaves %j, which is all there is', (text) => {
    expect(stripCourtesies(text)).toBe(text.toLowerCase());
  });

  it('leaves words that only begin like one', () => {
    expect(stripCourtesies('history of highlights')).toBe('history of highlights');
    expect(stripCourtesies('sorting is wrong')).toBe('sorting is wrong');
  });

  it('takes no longer for a long text of courtesies', () => {
    const from = performance.now();
    stripCourtesies('hi please thanks '.repeat(2_000));
    stripCourtesies(`i hope ${'you are well and '.repeat(2_000)}`);
    expect(performance.now() - from).toBeLessThan(1_000);
  });
});

describe('spelling', () => {
  const speller = createSpeller(new Map(Object.entries({ password: 9, printer: 4, printed: 3, once: 1, card: 5 })));

  it.each([
    ['pasword', 'password'],
    ['passwords', 'password'],
    ['pasxword', 'password'],
    ['apssword', 'password'],
    ['printr', 'printer'],
    ['printe', 'printer'],
    ['car', 'car'],
    ['paswrd', 'paswrd'],
    ['onze', 'onze'],
    ['card', 'card'],
  ])('%s is %s', (written, meant) => {
    expect(speller.correct(written)).toBe(meant);
  });
});

describe('words', () => {
  it('are folded, and single characters where there are no spaces', () => {
    expect(tokenise('I can’t log in, Herr Müller! 打不开 2x')).toEqual([
      'i',
      "can't",
      'log',
      'in',
      'herr',
      'müller',
      '打',
      '不',
      '开',
      '2x',
    ]);
  });
});
