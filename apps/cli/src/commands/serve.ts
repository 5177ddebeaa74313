import type { Command } from 'commander';
import type { Environment } from '../process.ts';
import type { ServeOptions } from '../serve.ts';
import { acceptNewKey } from './accept-new-key.ts';
import { listSettings } from './list-settings.ts';

export function addServe(program: Command, environment: Environment): void {
  program
    .command('serve')
    .description('Run the gateway on real vendors. Refuses to start on a bad configuration and says how to correct it.')
    .option(
      '--config <file>',
      'settings file (default: baton.yaml here, when there is one); the environment wins over it',
    )
    .option('--check', 'read and check the configuration, start nothing, and say what was not tried')
    .option('--live', 'with --check: also ask vendors, mail server and database whether they work as configured')
    .option(...acceptNewKey)
    .addHelpText(
      'after',
      () => `\nSettings (environment or file; * must be set where the group is used):\n${listSettings('serve')}`,
    )
    .action(async (options: ServeOptions) => (await import('../serve.ts')).serve(environment, options));
}
