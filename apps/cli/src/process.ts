import { fileURLToPath } from 'node:url';

export type Environment = Record<string, string | undefined>;

export const loopback = '127.0.0.1';
export const defaultWorkflowsDir = fileURLToPath(new URL('../../../workflows', import.meta.url));

export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Says what went wrong, apart from what a command puts out. */
export const complain = (line: string): void => {
  process.stderr.write(`${line}\n`);
};

/** Resolves on Ctrl-C or SIGTERM; a second one ends the process at once. */
export function untilStopped(): Promise<void> {
  return new Promise((resolveStop) => {
    process.once('SIGINT', () => {
      say(
        '\nGood-bye: finishing what is under way. Ctrl-C again ends it at once; nothing that was acknowledged is lost.',
      );
      resolveStop();
    });
    process.once('SIGTERM', () => resolveStop());
  });
}

/** Longer than the gateway takes to close by itself. */
const endsWithinMs = 20_000;

/** Closes everything and ends the process, also when a vendor or a database keeps a connection open: what was acknowledged is stored. */
export async function endAfter(close: () => Promise<void>): Promise<never> {
  setTimeout(() => process.exit(0), endsWithinMs).unref();
  await close();
  process.exit(0);
}
