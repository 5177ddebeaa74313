import { AppError } from '@baton/core';
import { describeSettings, type SettingUse, settingGroups } from '@baton/gateway';
import { Command } from 'commander';
import { listDeadLetters, replayDeadLetters } from './dead-letters.ts';
import { playDemo } from './demo.ts';
import { type EmulateOptions, emulate } from './emulate.ts';
import { emulatedSettings } from './emulated.ts';
import { serve } from './serve.ts';
import { startAll } from './start.ts';

const gatewayUrl = process.env['BATON_GATEWAY_URL'] ?? `http://127.0.0.1:${process.env['BATON_PORT'] ?? '8000'}`;
const emulatorsUrl =
  process.env['BATON_EMULATORS_URL'] ?? `http://127.0.0.1:${process.env['BATON_EMULATOR_PORT'] ?? '8001'}`;

const program = new Command('baton')
  .description("Gateway between customers' chats and the people and systems that help them.")
  .version('0.1.0')
  .showHelpAfterError('(add --help for what this command takes)')
  .addHelpText(
    'after',
    `
First steps:
  $ npm start                  everything on this machine, with demo data and no account
  $ npx baton demo             watch three stories in a second terminal
  $ npx baton serve --check    is the configuration for real vendors complete?`,
  );

program
  .command('start')
  .description('Run gateway and emulators with demo data. Loopback only, no account needed.')
  .addHelpText(
    'after',
    () => `
Settings (environment):
${listSettings('start')}

The last line it prints is "ready gateway=<url> emulators=<url>". Ctrl-C stops it.`,
  )
  .action(() => startAll(process.env));

program
  .command('serve')
  .description('Run the gateway on real vendors. Refuses to start on a bad configuration and says how to correct it.')
  .option(
    '--config <file>',
    'settings file (default: baton.yaml here, when there is one); the environment wins over it',
  )
  .option('--check', 'read and check the configuration, start nothing')
  .addHelpText(
    'after',
    () => `\nSettings (environment or file; * must be set where the group is used):\n${listSettings('serve')}`,
  )
  .action((options: { config?: string; check?: boolean }) => serve(process.env, options));

const collect = (value: string, before: string[] = []): string[] => [...before, value];

program
  .command('emulate')
  .description(
    "Run the vendors' emulators alone, for tests of your own integration: stateful stand-ins with webhooks, faults and limits.",
  )
  .argument('[vendors...]', 'which: accounts, desk, crm, salesiq, mail (default: all; accounts comes along for tokens)')
  .option('--port <number>', 'port to listen on; 0 takes a free one', process.env['BATON_EMULATOR_PORT'] ?? '8001')
  .option('--data-dir <folder>', 'keep state and journal here (default: in memory)')
  .option('--gateway <url>', 'gateway that gets bot requests and event webhooks')
  .option('--seed <file>', 'state of a fresh start (JSON or YAML) instead of the demo data')
  .option('--faults <file>', 'failures to begin with (JSON or YAML)')
  .option('--plan <plan>', 'limits of SalesIQ: off, free, basic, professional or enterprise (default: off)')
  .option('--error-style <style>', 'how SalesIQ and Accounts refuse: 200 (as Zoho does) or 4xx (default: 200)')
  .option(
    '--set <vendor.setting=value>',
    'any other switch, for example desk.creditsPerDay=100; may be repeated',
    collect,
  )
  .option('--widget-origin <origin>', 'web site that may embed the chat widget; may be repeated', collect)
  .option('--coverage', 'print every emulated operation with its fidelity and source, start nothing')
  .addHelpText(
    'after',
    `
Examples:
  $ npx baton emulate                                  all vendors on port 8001, with pages to play the story by hand
  $ npx baton emulate desk crm --seed acme.yaml        help desk and CRM with your own tickets and contacts
  $ npx baton emulate --faults rough.yaml --plan free  a bad day: see "faults" in docs/guides/emulators.md
  $ npx baton emulate salesiq --coverage               what is emulated, and how sure that is

Steering while it runs (JSON; answers 400 with the allowed values when it does not understand):
  GET    /__emulator/connection             credentials, ids and keys that a client needs
  GET    /__emulator/state/{vendor}/{name}  what is stored, e.g. desk/tickets; GET /__emulator/journal: what was asked
  POST   /__emulator/faults                 order failures; GET lists them, DELETE removes them
  GET    /__emulator/snapshot               all state as one document; POST /__emulator/restore puts it back
  POST   /__emulator/clock {"advanceMs":…}  move time; POST /__emulator/reset: back to the start
  POST   /__emulator/{vendor}/settings      the switches; GET shows them

The last line it prints is "ready emulators=<url>". Ctrl-C stops it.`,
  )
  .action((vendors: string[], options: EmulateOptions) => emulate(vendors, options));

program
  .command('demo')
  .description(
    'Play three stories against a running `npm start` and check that tickets, mails and hand-over really happened.',
  )
  .option('--json', 'print one JSON document instead of a transcript')
  .option('--gateway <url>', 'address of the gateway', gatewayUrl)
  .option('--emulators <url>', 'address of the emulators', emulatorsUrl)
  .addHelpText('after', '\nExit code: 0 when all of it really happened, else 1.')
  .action(async (options: { json?: boolean; gateway: string; emulators: string }) => {
    process.exitCode = (await playDemo({ ...options, isJson: options.json === true })) ? 0 : 1;
  });

const deadLetters = program
  .command('dead-letters')
  .description('See what was given up, and have it done after all.')
  .addHelpText(
    'after',
    '\nThe key is read from BATON_ADMIN_KEY; `npm start` needs none. Replaying is safe: a ticket is looked for before it is made.',
  );
const withGateway = (command: Command): Command =>
  command.option('--gateway <url>', 'address of the gateway', gatewayUrl);
const adminKey = process.env['BATON_ADMIN_KEY'];

withGateway(deadLetters.command('list'))
  .description('List dead letters with the reason of each.')
  .option('--json', 'print a JSON array')
  .action((options: { gateway: string; json?: boolean }) => listDeadLetters({ ...options, adminKey }));

withGateway(deadLetters.command('replay'))
  .description('Try dead letters again, at once.')
  .argument('[ids...]', 'ids from `baton dead-letters list`')
  .option('--all', 'every one')
  .action((ids: string[], options: { gateway: string; all?: boolean }) =>
    replayDeadLetters({ gateway: options.gateway, adminKey }, ids, options.all === true),
  );

try {
  await program.parseAsync();
} catch (error) {
  const message = error instanceof AppError ? `${error.code}: ${error.message}` : describe(error);
  process.stderr.write(`baton: ${message}\n`);
  process.exit(1);
}

/** The settings of a command by group; `npm start` brings the vendors' own. */
function listSettings(command: 'serve' | 'start'): string {
  const isListed = ({ name, use }: { name: string; use: SettingUse }): boolean =>
    (use === 'serve and start' || use === command) && (command === 'serve' || !emulatedSettings.has(name));
  return settingGroups
    .flatMap((group) => {
      const lines = describeSettings(group)
        .filter(isListed)
        .map(({ name, isRequired, description }) => `  ${isRequired ? '*' : ' '} ${name.padEnd(26)} ${description}`);
      return lines.length === 0 ? [] : [` ${group.title}`, ...lines];
    })
    .join('\n');
}

function describe(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    const port = 'port' in error ? ` ${error.port}` : '';
    return `Port${port} is in use. Stop what listens there, or choose another: BATON_PORT and BATON_EMULATOR_PORT, or --port of "baton emulate".`;
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown failure';
}
