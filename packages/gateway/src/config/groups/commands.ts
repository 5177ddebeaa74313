import { optional, port, text, webAddress } from '../readers.ts';
import { area, setting } from '../setting.ts';

export const commandSettings = area('`npm start`, the command line and tests', {
  BATON_EMULATOR_PORT: setting(port.default(8001), {
    description: 'Port of the emulators and their pages; 0 takes a free one.',
    example: '8001',
    use: 'start',
  }),
  BATON_GATEWAY_URL: setting(optional(webAddress), {
    description: 'Where `baton demo` and `baton dead-letters` find the gateway. Default: BATON_PORT of this machine.',
    example: 'https://baton.company.com',
    use: 'command line',
  }),
  BATON_EMULATORS_URL: setting(optional(webAddress), {
    description: 'Where `baton demo` finds the emulators. Default: BATON_EMULATOR_PORT of this machine.',
    example: 'http://127.0.0.1:8001',
    use: 'command line',
  }),
  BATON_CONSOLE_PASSWORD: setting(optional(text), {
    description: 'Password that `baton console agent add` gives an agent. Without it one is made and printed once.',
    isSecret: true,
    example: '…',
    use: 'command line',
  }),
  BATON_CRASH_AT: setting(optional(text), {
    description:
      'Kills the process at a named crash point (the n-th time with #n), or with each:<folder> at the first one that has no file there; proves that nothing is lost.',
    example: 'tickets.create:after#2',
    use: 'tests',
  }),
});
