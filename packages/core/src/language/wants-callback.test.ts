import { expect, it } from 'vitest';
import { wantsCallback } from './wants-callback.ts';

it.each([
  'call me back instead',
  'Please call me',
  'Could you give me a ring tomorrow at 3?',
  'callback please',
  'Bitte rufen Sie mich zurück',
  'Rufen Sie mich morgen an',
  'Können Sie mich zurückrufen?',
  'Rückruf bitte',
])('a wish to be called: %s', (text) => expect(wantsCallback(text)).toBe(true));

it.each([
  "don't call me",
  'nobody called me back',
  'my printer is broken',
  'Es hat mich niemand zurückgerufen',
  'the app is called Zoom',
])('no such wish: %s', (text) => expect(wantsCallback(text)).toBe(false));
