import { expect, it } from 'vitest';
import { isAddressList, isMailAddress } from './mail-address.ts';

it.each([
  ['john@company.com', true, false],
  ["o'hara+tag@sub.company.co.uk", true, false],
  ['jörg@müller.de', true, false],
  ['john@company.com, eve@example.com', false, true],
  ['john@company.com;eve@example.com', false, true],
  ['team: john@company.com;', false, true],
  ['john@company.com eve@example.com', false, true],
  ['john@company.com@example.com', false, true],
  ['John <john@company.com>', false, true],
  ['john@company.com\r\nBcc: eve@example.com', false, true],
  [`${'x'.repeat(250)}@a.de`, false, false],
  ['nobody', false, false],
  ['', false, false],
])('tells whether %j is one address', (text, isOne, isList) => {
  expect([isMailAddress(text), isAddressList(text)]).toEqual([isOne, isList]);
});
