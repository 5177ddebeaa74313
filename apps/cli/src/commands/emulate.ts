import type { Command } from 'commander';
import type { EmulateOptions } from '../emulate.ts';
import type { Environment } from '../process.ts';

const collect = (value: string, before: string[] = []): string[] => [...before, value];

const help = `
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

The last line it prints is "ready emulators=<url>". Ctrl-C stops it.`;

export function addEmulate(program: Command, environment: Environment): void {
  program
    .command('emulate')
    .description(
      "Run the vendors' emulators alone, for tests of your own integration: stateful stand-ins with webhooks, faults and limits.",
    )
    .argument(
      '[vendors...]',
      'which: accounts, desk, crm, salesiq, mail (default: all; accounts comes along for tokens)',
    )
    .option('--port <number>', 'port to listen on; 0 takes a free one', environment['BATON_EMULATOR_PORT'] ?? '8001')
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
    .addHelpText('after', help)
    .action(async (vendors: string[], options: EmulateOptions) =>
      (await import('../emulate.ts')).emulate(vendors, options),
    );
}
