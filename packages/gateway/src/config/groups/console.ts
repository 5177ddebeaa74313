import { flag, integer } from '../readers.ts';
import { setting, vendor } from '../setting.ts';

export const consoleSettings = vendor('Console (Baton’s own desk)', {
  BATON_CONSOLE: setting(flag.default(true), {
    description:
      'Whether agents can answer at `/console`, without any vendor (`docs/guides/console.md`). `npm start` has it without this setting, but asks it only where BATON_HANDOFF_CHAIN names `console`.',
    example: 'true',
  }),
  BATON_CONSOLE_SESSION_HOURS: setting(integer(1, 720).default(12), {
    description: 'After so many hours an agent has to sign in again.',
    example: '8',
  }),
  BATON_CONSOLE_FILE_DAYS: setting(integer(1, 3_650).default(30), {
    description: 'Files in chats of the console are erased so many days after the chat ended.',
    example: '7',
  }),
});
