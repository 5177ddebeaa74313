import { Command } from 'commander';
import { addConsole } from './commands/console.ts';
import { addDeadLetters } from './commands/dead-letters.ts';
import { addDemo } from './commands/demo.ts';
import { addEmulate } from './commands/emulate.ts';
import { addHubSpot } from './commands/hubspot.ts';
import { addKnowledge } from './commands/knowledge.ts';
import { addNlu } from './commands/nlu.ts';
import { addRotateKey } from './commands/rotate-key.ts';
import { addServe } from './commands/serve.ts';
import { addStart } from './commands/start.ts';
import { addWorkflow } from './commands/workflow.ts';
import type { Environment } from './process.ts';

/** Everything `baton` can do. Nothing is run before it is parsed. */
export function createProgram(environment: Environment): Command {
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
  addStart(program, environment);
  addServe(program, environment);
  addEmulate(program, environment);
  addDemo(program, environment);
  addDeadLetters(program, environment);
  addWorkflow(program);
  addNlu(program);
  addKnowledge(program);
  addHubSpot(program, environment);
  addConsole(program, environment);
  addRotateKey(program, environment);
  return program;
}
