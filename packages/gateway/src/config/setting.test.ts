import { expect, it } from 'vitest';
import { digits, text } from './readers.ts';
import { describeSettings, setting, vendor } from './setting.ts';

it('tells of each setting what is its own, though several are read alike', () => {
  const group = vendor('A vendor', {
    CLIENT_ID: setting(text, { description: 'The id.', example: '1' }),
    CLIENT_SECRET: setting(text, { description: 'The secret.', example: '…', isSecret: true }),
    APP_ID: setting(digits, { description: 'The app.', example: '7' }),
    INBOX_ID: setting(digits, { description: 'The inbox.', example: '8' }),
  });
  expect(describeSettings(group).map(({ description, isSecret }) => [description, isSecret])).toEqual([
    ['The id.', false],
    ['The secret.', true],
    ['The app.', false],
    ['The inbox.', false],
  ]);
});
