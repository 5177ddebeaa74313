import type { Command } from 'commander';
import type { AddFlags, StoreFlags } from '../console-agents.ts';
import type { Environment } from '../process.ts';

const configFlag = ['--config <file>', 'settings file (default: baton.yaml here, when there is one)'] as const;

export function addConsole(program: Command, environment: Environment): void {
  const agent = program
    .command('console')
    .description('Look after Baton’s own desk.')
    .command('agent')
    .description('Who may sign in at /console.')
    .addHelpText('after', '\nWith the embedded store stop Baton first. The guide: docs/guides/console.md');
  agent
    .command('add')
    .description('Make an account, or change the one with this login.')
    .argument('<login>', 'what they sign in with, for example an e-mail address')
    .option('--name <name>', 'as customers read it (default: the login)')
    .option('--lead', 'may also give, pass on and close chats of others')
    .option('--chats <number>', 'chats at once (default: 5)')
    .option(...configFlag)
    .addHelpText(
      'after',
      '\nThe password is read from BATON_CONSOLE_PASSWORD; without it one is made and printed once.',
    )
    .action(async (login: string, flags: AddFlags) =>
      (await import('../console-agents.ts')).addAgent(environment, login, flags),
    );
  agent
    .command('list')
    .description('List them.')
    .option(...configFlag)
    .action(async (flags: StoreFlags) => (await import('../console-agents.ts')).listAgents(environment, flags));
  agent
    .command('remove')
    .description('Sign an agent out and remove the account.')
    .argument('<login>')
    .option(...configFlag)
    .action(async (login: string, flags: StoreFlags) =>
      (await import('../console-agents.ts')).removeAgent(environment, login, flags),
    );
}
