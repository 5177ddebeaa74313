import type { Command } from 'commander';
import type { Environment } from '../process.ts';
import { acceptNewKey } from './accept-new-key.ts';
import { listSettings } from './list-settings.ts';

export function addStart(program: Command, environment: Environment): void {
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
    .option(...acceptNewKey)
    .action(async (options: { acceptNewKey?: boolean }) =>
      (await import('../start.ts')).startAll(environment, options),
    );
}
