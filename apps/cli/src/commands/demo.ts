import type { Command } from 'commander';
import { type Pace, playDemo } from '../demo.ts';
import type { Environment } from '../process.ts';
import { readAddress } from '../read-address.ts';

type DemoFlags = { json?: boolean; slow?: boolean; fast?: boolean; gateway?: string; emulators?: string };

export function addDemo(program: Command, environment: Environment): void {
  program
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
      const gateway = readAddress('gateway', flags.gateway, environment);
      const emulators = readAddress('emulators', flags.emulators, environment);
      const isDone = await playDemo({ gateway, emulators, isJson: flags.json === true, pace: paceOf(flags) });
      process.exitCode = isDone ? 0 : 1;
    });
}

function paceOf({ slow, fast, json }: DemoFlags): Pace {
  if (slow === true) return 'slow';
  return fast === true || json === true || !process.stdout.isTTY ? 'fast' : 'reading';
}
