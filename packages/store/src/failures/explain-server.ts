import { AppError } from '@baton/core';
import { codesOf } from './system-code.ts';

/** What it means that a PostgreSQL server could not be used at the start, with the next step. Never the address itself: it holds a password. */
export function explainServer(url: string, error: unknown): AppError {
  const place = readPlace(url);
  const code = codesOf(error).find((candidate) => candidate in explanations);
  const explanation = code === undefined ? undefined : explanations[code];
  if (explanation === undefined && error instanceof AppError && error.code !== 'store-unavailable') return error;
  const [what, nextStep] = (explanation ?? unknown)(place);
  return new AppError('store-unavailable', `${what}\n${nextStep}`, { retryable: true, cause: error });
}

type Place = { server: string; host: string; database: string; user: string };
type Explanation = (place: Place) => [what: string, nextStep: string];

function readPlace(url: string): Place {
  const { hostname, port, pathname, username } = new URL(URL.canParse(url) ? url : 'postgres://unreadable');
  return {
    server: `${hostname}:${port === '' ? '5432' : port}`,
    host: hostname,
    database: decodeURIComponent(pathname.slice(1)) || decodeURIComponent(username),
    user: decodeURIComponent(username),
  };
}

/** By SQLSTATE, and by the system's code of a connection that did not come about. */
const explanations: Record<string, Explanation> = {
  '3D000': ({ server, database }) => [
    `There is no database "${database}" on ${server}.`,
    `Create it (createdb ${database}), or correct its name in DATABASE_URL.`,
  ],
  '28P01': ({ server, user }) => [
    `${server} refuses the password of the user "${user}".`,
    'Correct user and password in DATABASE_URL; signs such as @ and / are written %40 and %2F there.',
  ],
  '28000': ({ server, user }) => [
    `${server} does not let the user "${user}" in from here.`,
    'Create the user, or allow this machine in pg_hba.conf.',
  ],
  '42501': ({ user, database }) => [
    `The user "${user}" may not create tables in the database "${database}".`,
    `Let the database belong to that user (ALTER DATABASE ${database} OWNER TO ${user}), or name another one in DATABASE_URL.`,
  ],
  '53300': ({ server }) => [
    `${server} has no connection left.`,
    'Raise max_connections there, or end what holds them; each node takes up to 13.',
  ],
  '57P03': ({ server }) => [`${server} is starting up or shutting down.`, 'Start Baton again in a moment.'],
  ECONNREFUSED: ({ server }) => [
    `Nothing listens at ${server}.`,
    'Start the database, or correct host and port in DATABASE_URL.',
  ],
  ENOTFOUND: ({ host }) => [`Nobody knows a host named ${host}.`, 'Correct the host in DATABASE_URL.'],
  EAI_AGAIN: ({ host }) => [
    `The name ${host} cannot be looked up now.`,
    'Correct the host in DATABASE_URL, or look at the name server of this machine.',
  ],
  ETIMEDOUT: ({ server }) => [
    `${server} does not answer.`,
    'Look whether a firewall stands between, and correct host and port in DATABASE_URL.',
  ],
};

const unknown: Explanation = ({ server }) => [
  `The database on ${server} could not be opened.`,
  `Look into its log, and check DATABASE_URL with: psql "$DATABASE_URL" -c 'select version()'`,
];
