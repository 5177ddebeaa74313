import type { Command } from 'commander';
import { checkWorkflows } from '../workflow/check-workflows.ts';
import { playWorkflows } from '../workflow/play-workflows.ts';
import { runScenarios } from '../workflow/run-scenarios.ts';

/** `baton workflow check|test|play`: for authors of workflows; no gateway, no store and no vendor is needed. */
export function addWorkflow(program: Command): void {
  const workflow = program
    .command('workflow')
    .description('Check, test and play workflows of your own. Needs no vendor, no settings and no running gateway.')
    .addHelpText('after', '\nHow to write one: docs/guides/workflows.md');

  workflow
    .command('check')
    .description('Say what is wrong with the workflows of a folder and their scenarios, with file, line and column.')
    .argument('<folder>', 'folder of <name>.yaml and <name>.scenario.yaml')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExit code: 0 when all of them are sound, else 1.')
    .action(async (folder: string, options: { json?: boolean }) => {
      process.exitCode = (await checkWorkflows(folder, options.json === true)) ? 0 : 1;
    });

  workflow
    .command('test')
    .description('Play the scenarios of a folder with the bot itself and compare what comes of them.')
    .argument('<folder>', 'folder of <name>.yaml and <name>.scenario.yaml')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExit code: 0 when every scenario passed, else 1.')
    .action(async (folder: string, options: { json?: boolean }) => {
      process.exitCode = (await runScenarios(folder, options.json === true)) ? 0 : 1;
    });

  workflow
    .command('play')
    .description('Write with the bot as a customer would. What would happen outside (mails, tickets, humans) is told.')
    .argument('<folder>', 'folder of <name>.yaml')
    .option('--name <name>', 'name of the customer', 'John Doe')
    .option('--email <address>', 'address that the channel gives for the customer', 'john@company.com')
    .option('--why', 'tell after each answer why the bot gave it')
    .addHelpText(
      'after',
      `
Each line is what the customer writes. Lines that begin with a slash are for the play itself:
  /found, /unknown, /unavailable  what the register says when an address is looked up
  /quit                           ends it, as Ctrl-D does

A story can be piped in:
  $ printf 'set up my monitor\\n2\\nyes\\n' | npx baton workflow play workflows`,
    )
    .action(async (folder: string, options: { name: string; email: string; why?: boolean }) => {
      process.exitCode = (await playWorkflows(folder, { ...options, tellsWhy: options.why === true })) ? 0 : 1;
    });
}
