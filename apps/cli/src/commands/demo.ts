import { type Command, Option } from 'commander';
import type { DemoOptions, Pace } from '../demo-stage.ts';
import type { Environment } from '../process.ts';
import { readAddress } from '../read-address.ts';

type DemoFlags = { json?: boolean; slow?: boolean; fast?: boolean; gateway?: string; emulators?: string };

export function addDemo(program: Command, environment: Environment): void {
  const demo = program
    .command('demo')
    .description(
      'Play three stories against a running `npm start` and check that tickets, mails and hand-over really happened.',
    )
    .option('--slow', 'pause after each line, to read along or to show it')
    .option('--fast', 'no pause at all; the default when nobody looks at a terminal')
    .option('--json', 'print one JSON document instead of a transcript')
    .option('--gateway <url>', 'address of the gateway (default: BATON_GATEWAY_URL, or BATON_PORT of this machine)')
    .option(
      '--emulators <url>',
      'address of the emulators (default: BATON_EMULATORS_URL, or BATON_EMULATOR_PORT of this machine)',
    )
    .addHelpText('after', '\nExit code: 0 when all of it really happened, else 1.')
    .action(async (flags: DemoFlags) => {
      const { playDemo } = await import('../demo.ts');
      process.exitCode = (await playDemo(readOptions(flags, environment))) ? 0 : 1;
    });
  demo
    .command('botpress')
    .description(
      'Play the loop customer → Botpress → Baton → desk → back for each desk, and check each step of it at both ends.',
    )
    .addOption(new Option('--desk <desk>', 'where humans answer (default: one after the other)').choices(botpressDesks))
    .option('--by-hand', 'be the customer yourself, and answer on the page of the desk')
    .configureHelp({ showGlobalOptions: true })
    .addHelpText('after', botpressHelp)
    .action(async (_flags: BotpressFlags, command: Command) => {
      const flags: BotpressFlags = command.optsWithGlobals();
      const { chatByHand, playBotpress } = await import('../demo-botpress.ts');
      const options = readOptions(flags, environment);
      const desks = botpressDesks.filter((desk) => flags.desk === undefined || flags.desk === desk);
      const isDone =
        flags.byHand === true ? await chatByHand(options, flags.desk ?? 'hubspot') : await playBotpress(options, desks);
      process.exitCode = isDone ? 0 : 1;
    });
}

const botpressDesks = ['salesiq', 'hubspot'] as const;
type BotpressFlags = DemoFlags & { desk?: (typeof botpressDesks)[number]; byHand?: boolean };

const botpressHelp = `
Examples:
  $ npx baton demo botpress                           both desks, played and checked
  $ npx baton demo botpress --by-hand --desk hubspot  you are the customer; answer on the page of the HubSpot inbox

Exit code: 0 when the loop really closed, else 1. How to connect a bot of your own: docs/guides/botpress.md`;

const readOptions = (flags: DemoFlags, environment: Environment): DemoOptions => ({
  gateway: readAddress('gateway', flags.gateway, environment),
  emulators: readAddress('emulators', flags.emulators, environment),
  isJson: flags.json === true,
  pace: paceOf(flags),
});

function paceOf({ slow, fast, json }: DemoFlags): Pace {
  if (slow === true) return 'slow';
  return fast === true || json === true || !process.stdout.isTTY ? 'fast' : 'reading';
}
