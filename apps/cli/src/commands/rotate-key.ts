import type { Command } from 'commander';
import type { Environment } from '../process.ts';

export function addRotateKey(program: Command, environment: Environment): void {
  program
    .command('rotate-key')
    .description('Seal everything stored with a new key. Can be broken off and begun again.')
    .option('--config <file>', 'settings file (default: baton.yaml here, when there is one)')
    .addHelpText(
      'after',
      `
With BATON_SECRET_KEY (a server, or a key of your own):
  1. Make a key: openssl rand -base64 32
  2. Restart every node with BATON_SECRET_KEY=<new>,<old>
  3. baton rotate-key, with the same setting; the nodes may run meanwhile
  4. Restart every node with BATON_SECRET_KEY=<new>

With the key in the data folder: stop Baton, run baton rotate-key; it makes the new key itself.`,
    )
    .action(async (options: { config?: string }) => (await import('../rotate-key.ts')).rotate(environment, options));
}
