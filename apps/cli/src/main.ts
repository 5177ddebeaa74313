import { AppError } from '@baton/core';
import { Command } from 'commander';
import { playDemo } from './demo.ts';
import { startAll } from './start.ts';

const program = new Command('baton')
  .description("Gateway between customers' chats and the people and systems that help them.")
  .version('0.1.0');

program
  .command('start')
  .description(
    'Run gateway and emulators with demo data on the embedded store (or on PostgreSQL with DATABASE_URL). Loopback only.',
  )
  .addHelpText(
    'after',
    '\nSettings: BATON_PORT (8000), BATON_EMULATOR_PORT (8001), BATON_DATA_DIR (./data), DATABASE_URL, BATON_SECRET_KEY.',
  )
  .action(() => startAll(process.env));

program
  .command('demo')
  .description(
    'Play the three stories against a running `npm start` and check that tickets, mails and hand-over really happened.',
  )
  .option('--json', 'print one JSON document instead of a transcript')
  .option(
    '--gateway <url>',
    'address of the gateway',
    process.env['BATON_GATEWAY_URL'] ?? `http://127.0.0.1:${process.env['BATON_PORT'] ?? '8000'}`,
  )
  .option(
    '--emulators <url>',
    'address of the emulators',
    process.env['BATON_EMULATORS_URL'] ?? `http://127.0.0.1:${process.env['BATON_EMULATOR_PORT'] ?? '8001'}`,
  )
  .action(async (options: { json?: boolean; gateway: string; emulators: string }) => {
    process.exitCode = (await playDemo({ ...options, isJson: options.json === true })) ? 0 : 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  const message = error instanceof AppError ? `${error.code}: ${error.message}` : describe(error);
  process.stderr.write(`baton: ${message}\n`);
  process.exit(1);
}

function describe(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return 'The port is in use. Stop what listens there, or choose another with BATON_PORT or BATON_EMULATOR_PORT.';
  }
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown failure';
}
