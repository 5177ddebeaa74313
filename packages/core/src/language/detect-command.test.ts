import { expect, it } from 'vitest';
import { detectCommand } from './detect-command.ts';

const human = [
  'human',
  'agent please',
  'I want to talk to a human',
  'Can I talk to a real person please?',
  'can I speak with someone',
  'connect me to an agent',
  'representative',
  'operator',
  'transfer me to a live agent',
  'I need a human',
  'speak to a person',
  'get me a real person',
  'talk to support staff',
  "I don't want to talk to a bot, not a bot",
  'please connect me with a colleague',
  'is anyone there',
  'talk to a human',
];
const none = [
  'human resources portal is down',
  'my agent software crashed',
  'restart the server',
  'help me reset my password',
  'back up my server',
  'I forgot my password',
  'please reboot my server',
  'john@company.com',
  '12345678',
  'yes',
  'no',
  'now',
];

it.each(human)('hears a wish for a human in "%s"', (text) => {
  expect(detectCommand(text)).toBe('human');
});
it.each(none)('hears no command in "%s"', (text) => {
  expect(detectCommand(text)).toBeNull();
});
it.each([
  ['cancel', 'cancel'],
  ['Never mind', 'cancel'],
  ['go back', 'back'],
  ['start over', 'restart'],
  ['help', 'help'],
] as const)('"%s" is %s', (text, command) => {
  expect(detectCommand(text)).toBe(command);
});
