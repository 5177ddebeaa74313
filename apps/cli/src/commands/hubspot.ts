import type { Command } from 'commander';
import type { ConnectFlags, PruneFlags } from '../hubspot/flags.ts';
import type { Environment } from '../process.ts';

const configFlag = ['--config <file>', 'settings file (default: baton.yaml here, when there is one)'] as const;

/** Connecting vendors whose consent is given in a browser, and what follows from it. */
export function addHubSpot(program: Command, environment: Environment): void {
  program
    .command('connect')
    .description('Connect an account in the browser; its tokens are kept sealed in the store.')
    .command('hubspot')
    .description('Consent, register the channel once, and connect it to an inbox. Can be broken off and run again.')
    .option(...configFlag)
    .option(
      '--redirect <url>',
      'redirect address that the app declares',
      'http://localhost:8765/oauth/hubspot/callback',
    )
    .option('--inbox <id>', 'inbox or help desk (default: HUBSPOT_INBOX_ID, or the only one)')
    .option('--again', 'ask for consent although an account is connected')
    .addHelpText(
      'after',
      `
Where the redirect address is one of this machine, the answer of the browser is waited for there; the address that the browser
shows at the end may be pasted here instead. With the embedded store stop Baton first. The set-up: docs/guides/hubspot.md`,
    )
    .action(async (flags: ConnectFlags) => (await import('../hubspot/connect.ts')).connectHubSpot(environment, flags));
  program
    .command('hubspot')
    .description('Look after what Baton has in HubSpot.')
    .command('prune')
    .description('List channels and accounts that are left over; remove those that bear our name and address.')
    .option(...configFlag)
    .option('--yes', 'remove them')
    .action(async (flags: PruneFlags) => (await import('../hubspot/prune.ts')).pruneHubSpot(environment, flags));
}
