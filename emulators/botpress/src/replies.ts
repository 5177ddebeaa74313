import type { EmulatorReply, EmulatorRequest, OperationDefinition } from '@baton/emulator-kit';
import type { Botpress, InstallationRow } from './rows.ts';

let running = 0;

/** The vendor's error body (contract botpress §4). */
function refused(status: number, type: string, message: string): EmulatorReply {
  running += 1;
  return {
    status,
    body: { id: `err_20261120100000x${String(running).padStart(8, '0')}`, code: status, type, message },
  };
}

export const invalid = (message: string): EmulatorReply => refused(400, 'InvalidPayload', message);
export const notFound = (what: string): EmulatorReply => refused(404, 'ResourceNotFound', `${what} does not exist`);

const types: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'ResourceNotFound',
  429: 'RateLimited',
};

/** The vendor's words for a status that a fault orders. */
const failed = (status: number): EmulatorReply =>
  refused(status, types[status] ?? (status >= 500 ? 'Internal' : 'InvalidPayload'), 'The emulator was told to fail.');

export type Fields = Record<string, unknown>;

/** The value as an object; anything else is an empty one. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};

export const bodyOf = (request: EmulatorRequest): Fields => fieldsOf(request.json());

export const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

type Handler = (installation: InstallationRow, request: EmulatorRequest) => EmulatorReply;
export type RouteName = Pick<OperationDefinition, 'name' | 'method' | 'path'>;
type Route = RouteName & { handle: Handler };

/** Registers a call of the runtime API: with a token, and the headers that name the installation. */
export function registerRoute(botpress: Botpress, accessToken: string, { handle, ...route }: Route): void {
  botpress.host.operation({
    ...route,
    vendor: 'botpress',
    path: `/v1/chat${route.path}`,
    fidelity: 'documented',
    source: 'botpress.md §5',
    fail: failed,
    handle: (request) => {
      if (request.headers['authorization'] !== `Bearer ${accessToken}`)
        return refused(401, 'Unauthorized', 'The token is missing or not valid.');
      const installation = findInstallation(botpress, request);
      return installation === null
        ? refused(403, 'Forbidden', 'The headers name no installation that the token is good for.')
        : handle(installation, request);
    },
  });
}

function findInstallation({ installations }: Botpress, { headers }: EmulatorRequest): InstallationRow | null {
  const row = installations.get(headers['x-integration-alias'] ?? '');
  const isSame = row?.botId === headers['x-bot-id'] && row?.integrationId === headers['x-integration-id'];
  return row !== undefined && isSame ? row : null;
}
