import type { Command } from 'commander';
import { listDeadLetters, replayDeadLetters } from '../dead-letters.ts';
import type { Environment } from '../process.ts';
import { readAddress } from '../read-address.ts';

type Flags = { gateway?: string; json?: boolean; all?: boolean };

export function addDeadLetters(program: Command, environment: Environment): void {
  const deadLetters = program
    .command('dead-letters')
    .description('See what was given up, and have it done after all.')
    .addHelpText(
      'after',
      '\nThe key is read from BATON_ADMIN_KEY; `npm start` needs none. Replaying is safe: a ticket is looked for before it is made.',
    );
  const withGateway = (command: Command): Command =>
    command.option(
      '--gateway <url>',
      'address of the gateway (default: BATON_GATEWAY_URL, or BATON_PORT of this machine)',
    );
  const access = ({ gateway }: Flags) => ({
    gateway: readAddress('gateway', gateway, environment),
    adminKey: environment['BATON_ADMIN_KEY'],
  });
  withGateway(deadLetters.command('list'))
    .description('List dead letters with the reason of each.')
    .option('--json', 'print a JSON array')
    .action((flags: Flags) => listDeadLetters({ ...access(flags), json: flags.json === true }));
  withGateway(deadLetters.command('replay'))
    .description('Try dead letters again, at once.')
    .argument('[ids...]', 'ids from `baton dead-letters list`')
    .option('--all', 'every one')
    .action((ids: string[], flags: Flags) => replayDeadLetters(access(flags), ids, flags.all === true));
}
