import type { EmulatorReply, EmulatorRequest, OperationDefinition } from '@baton/emulator-kit';
import type { Credits } from './credits.ts';
import type { Desk } from './desk.ts';
import { failure, notFound } from './replies.ts';
import { organizationId, type TicketRow } from './rows.ts';

export type Route = Pick<OperationDefinition, 'name' | 'method' | 'path'> & {
  section: string;
  /** All of them are needed. */
  scopes: string[];
  /** Any one of these as well. */
  anyScope?: string[];
  /** Query parameters besides `orgId`; others are refused. */
  query?: string[];
  /** Credits; 1 when absent (contract zoho-desk §11). */
  weight?: number;
  fidelity?: OperationDefinition['fidelity'];
  isWithoutOrg?: boolean;
  handle: (request: EmulatorRequest) => EmulatorReply | Promise<EmulatorReply>;
};

/** Registers a route behind token, organisation, scope, credits and query parameters, in this order. */
export function registerRoute(desk: Desk, credits: Credits, route: Route): void {
  const { name, method, path, section, fidelity = 'documented', weight = 1 } = route;
  desk.host.operation({
    vendor: 'desk',
    name,
    method,
    path: `/api/v1${path}`,
    fidelity,
    source: `zoho-desk.md §${section}`,
    fail: (status) => ({ ...failed(status), headers: status === 429 ? credits.headers(weight) : {} }),
    // Of the two faces of 429 only the spent day tells how long to wait (contract zoho-desk §11).
    limit: (form) =>
      form === null || form === 'absent' ? { ...failed(429), headers: credits.headers(weight) } : credits.spent(weight),
    enter: () => credits.enter(),
    handle: async (request) => {
      const refused = refuse(desk, request, route);
      if (refused !== null) return refused;
      const exhausted = credits.take(weight);
      if (exhausted !== null) return exhausted;
      const reply = refuseExtra(request, route.query ?? []) ?? (await route.handle(request));
      return { ...reply, headers: { ...credits.headers(weight), ...reply.headers } };
    },
  });
}

/** A handler for paths with `:id` of a ticket. */
export const onTicket =
  (desk: Desk, handle: (ticket: TicketRow, request: EmulatorRequest) => EmulatorReply) =>
  (request: EmulatorRequest): EmulatorReply => {
    const ticket = desk.tables.tickets.get(request.params['id'] ?? '');
    return ticket === undefined ? notFound : handle(ticket, request);
  };

/** Token, organisation and scope (contract zoho-desk §2, §12); null when all is well. */
function refuse({ host, settings }: Desk, request: EmulatorRequest, route: Route): EmulatorReply | null {
  const token = host.checkToken(request);
  if (!token.ok) {
    return token.reason === 'missing'
      ? failure(401, 'UNAUTHORIZED', 'You are not authenticated to perform this operation.')
      : failure(401, 'INVALID_OAUTH', 'The OAuth Token you provided is invalid.');
  }
  const given = request.headers['orgid'] ?? request.query['orgId'];
  const isOrgNeeded = settings.read().requireOrgId && route.isWithoutOrg !== true;
  if (given === undefined ? isOrgNeeded : given !== organizationId)
    return failure(403, 'OAUTH_ORG_MISMATCH', 'The OAuthToken is not valid for specified organization');
  const { scopes, anyScope } = route;
  const hasAll = scopes.every((scope) => token.covers(scope));
  const hasAny = anyScope === undefined || anyScope.some((scope) => token.covers(scope));
  return hasAll && hasAny ? null : failure(403, 'SCOPE_MISMATCH', 'The OAuth Token does not have the required scope.');
}

/** Unknown query parameters are refused (contract zoho-desk §2). */
function refuseExtra(request: EmulatorRequest, known: string[]): EmulatorReply | null {
  const extra = Object.keys(request.query).find((name) => name !== 'orgId' && !known.includes(name));
  return extra === undefined
    ? null
    : failure(422, 'UNPROCESSABLE_ENTITY', `Extra query parameter '${extra}' is present in the input.`);
}

const failures: Record<number, [string, string]> = {
  401: ['INVALID_OAUTH', 'The OAuth Token you provided is invalid.'],
  403: ['FORBIDDEN', 'You are not authorized to access this resource.'],
  404: ['URL_NOT_FOUND', 'The URL you requested could not be found.'],
  429: ['TOO_MANY_REQUESTS', 'Too many simultaneous requests.'],
  500: ['INTERNAL_SERVER_ERROR', 'An internal server error occurred while performing this operation.'],
};

/** The vendor's words for a status that a fault orders. */
function failed(status: number): EmulatorReply {
  const [errorCode, message] = failures[status] ?? ['INTERNAL_SERVER_ERROR', 'The emulator was told to fail.'];
  return failure(status, errorCode, message);
}
