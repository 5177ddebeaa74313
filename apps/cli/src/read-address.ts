import { AppError } from '@baton/core';
import { commandSettings, parseConfig, refuse, serverSettings, webAddress } from '@baton/gateway';
import { type Environment, loopback } from './process.ts';

const names = {
  gateway: ['BATON_GATEWAY_URL', 'BATON_PORT'],
  emulators: ['BATON_EMULATORS_URL', 'BATON_EMULATOR_PORT'],
} as const;

/**
 * Where another process of Baton answers: the flag, else the address that is set, else the port of this machine.
 * @throws AppError `configuration-invalid` with the fix
 */
export function readAddress(what: 'gateway' | 'emulators', flag: string | undefined, environment: Environment): string {
  if (flag !== undefined) return readUrl(`--${what}`, flag);
  const { configuration, problems } = parseConfig({ command: 'command line', environment });
  refuse(
    problems.filter(({ name }) => names[what].some((own) => own === name)),
    `find the ${what}`,
  );
  const { BATON_GATEWAY_URL, BATON_EMULATORS_URL, BATON_EMULATOR_PORT } = configuration.require(commandSettings);
  const written = what === 'gateway' ? BATON_GATEWAY_URL : BATON_EMULATORS_URL;
  if (written !== null) return written;
  const port = what === 'gateway' ? (configuration.read(serverSettings)?.BATON_PORT ?? 8000) : BATON_EMULATOR_PORT;
  if (port !== 0) return `http://${loopback}:${port}`;
  throw new AppError(
    'configuration-invalid',
    `${names[what][1]} is 0, which takes a free port, so nobody can tell which. Name it with --${what} <url>; the ready line says it.`,
  );
}

/** An address given as a flag. @throws AppError `configuration-invalid` */
export function readUrl(flag: string, written: string): string {
  const { data } = webAddress.safeParse(written);
  if (data !== undefined) return data;
  throw new AppError(
    'configuration-invalid',
    `${flag} ${written} is no address. Write it with its scheme, such as http://127.0.0.1:8000.`,
  );
}

/** What a browser calls the origin of a page: scheme, host and port alone. @throws AppError `configuration-invalid` */
export function readOrigin(flag: string, written: string): string {
  const { origin } = new URL(readUrl(flag, written));
  if (origin === written) return origin;
  throw new AppError('configuration-invalid', `${flag} ${written} is more than an origin. Write ${origin}.`);
}
