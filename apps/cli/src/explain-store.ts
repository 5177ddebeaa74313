import { AppError } from '@baton/core';
import { explainFolder } from './data-folder.ts';

/** Where a store is: its server's address, or its folder. */
export type StorePlace = { url: string } | { dataDir: string };

/** What it means that a store could not be opened, with the next step. Never the address itself: it holds a password. */
export function explainStore(place: StorePlace, error: unknown): Error {
  if ('url' in place) return explainServer(place.url, error);
  if (error instanceof AppError) return error;
  const code = codesOf(error)[0];
  if (code !== undefined && /^E[A-Z]+$/.test(code)) return explainFolder(place.dataDir, error);
  return new AppError(
    'store-unavailable',
    [
      `The embedded store in ${place.dataDir} cannot be opened; its files are probably damaged or not all there${code === undefined ? '' : ` (${code})`}.`,
      'That comes of copying the folder while Baton runs, of a disk that fails, or of a backup that was restored in part.',
      'Restore a backup of the whole folder. To begin anew move the folder away; it holds everything, so keep it until you are sure.',
    ].join('\n'),
    { cause: error },
  );
}

function explainServer(url: string, error: unknown): Error {
  const { hostname, port, pathname, username } = URL.canParse(url) ? new URL(url) : new URL('postgres://localhost');
  const server = `${hostname}:${port === '' ? '5432' : port}`;
  const database = decodeURIComponent(pathname.slice(1));
  const known: Record<string, [string, string]> = {
    '3D000': [
      `There is no database "${database}" on ${server}.`,
      `Create it (createdb ${database}), or correct its name in DATABASE_URL.`,
    ],
    '28P01': [
      `${server} refuses the password of the user "${username}".`,
      'Correct user and password in DATABASE_URL; signs such as @ and / are written %40 and %2F there.',
    ],
    '28000': [
      `${server} does not let the user "${username}" in from here.`,
      'Create the user, or allow this machine in pg_hba.conf.',
    ],
    '42501': [
      `The user "${username}" may not create tables in the database "${database}".`,
      `Let the database belong to that user (ALTER DATABASE ${database} OWNER TO ${username}).`,
    ],
    '53300': [
      `${server} has no connection left.`,
      'Raise max_connections there, or end what holds them; each node takes up to 13.',
    ],
    '57P03': [`${server} is starting up or shutting down.`, 'Start Baton again in a moment.'],
    ECONNREFUSED: [`Nothing listens at ${server}.`, 'Start the database, or correct host and port in DATABASE_URL.'],
    ENOTFOUND: [`Nobody knows a host named ${hostname}.`, 'Correct the host in DATABASE_URL.'],
    EAI_AGAIN: [
      `The name ${hostname} cannot be looked up now.`,
      'Correct the host in DATABASE_URL, or look at the name server of this machine.',
    ],
    ETIMEDOUT: [
      `${server} does not answer.`,
      'Look whether a firewall stands between, and correct host and port in DATABASE_URL.',
    ],
  };
  const code = codesOf(error).find((candidate) => candidate in known);
  const [what, nextStep] = (code === undefined ? undefined : known[code]) ?? [];
  if (what === undefined)
    return error instanceof AppError
      ? error
      : new AppError('store-unavailable', unknownServer(server), { cause: error });
  return new AppError('store-unavailable', `${what}\n${nextStep}`, { retryable: true, cause: error });
}

const unknownServer = (server: string): string =>
  `The database on ${server} could not be opened.\nLook into its log, and check DATABASE_URL with: psql "$DATABASE_URL" -c 'select version()'`;

/** The codes of an error and of what caused it, the outermost first. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string' && !(at instanceof AppError)) codes.push(at.code);
    // A host with several addresses fails with one error for each.
    if (at instanceof AggregateError) codes.push(...at.errors.flatMap((each) => codesOf(each)));
  }
  return codes;
}
