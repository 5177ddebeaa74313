import type { EmulatorReply, EmulatorRequest, OperationDefinition } from '@baton/emulator-kit';
import { checkAccess } from '../access.ts';
import { SeedFault, seedFailedReply, seedFaultReply } from '../api-fault.ts';
import type { SalesIqStore } from '../store.ts';
import { isMap, type JsonMap } from '../values.ts';

/** One operation of seed 004, below `/api/v2`. */
export interface SeedOperation {
  name: string;
  method: OperationDefinition['method'];
  path: string;
  /** Any of these opens it: the seed's own scope or the real resource's. */
  scopes: readonly string[];
  handle(call: SeedCall): SeedAnswer | Promise<SeedAnswer>;
}
export interface SeedCall {
  id: string;
  request: EmulatorRequest;
  /** The JSON body; an empty one counts as `{}`. */
  body(): JsonMap;
}
export type SeedAnswer = { data: unknown; pagination?: JsonMap };

/** Registers an operation of the seed family: its envelope, its text codes, HTTP statuses for errors (seed 004). */
export function seedOperation(store: SalesIqStore, operation: SeedOperation): void {
  store.host.operation({
    vendor: 'salesiq',
    name: `salesiq.seed.${operation.name}`,
    method: operation.method,
    path: `/api/v2${operation.path}`,
    fidelity: 'seed',
    source: 'seed 004, salesiq.md §8',
    fail: seedFailedReply,
    enter: () => store.limits.enter({ refuse: () => seedFailedReply(429), hasHeaders: true }),
    handle: async (request): Promise<EmulatorReply> => {
      try {
        requireAccess(store, request, operation.scopes);
        const { data, pagination } = await operation.handle(seedCall(request));
        return { status: 200, body: { status: 'success', data, ...(pagination ? { pagination } : {}) } };
      } catch (error) {
        if (error instanceof SeedFault) return seedFaultReply(error);
        throw error;
      }
    },
  });
}

function requireAccess(store: SalesIqStore, request: EmulatorRequest, scopes: readonly string[]): void {
  const access = checkAccess(store, request, { scopes });
  if (access.ok) return;
  if (access.reason === 'scope') {
    throw new SeedFault('INVALID_OAUTH_SCOPE', 'The token lacks the scope of this operation', 403);
  }
  throw new SeedFault('INVALID_TOKEN', 'Invalid or expired access token', 401);
}

function seedCall(request: EmulatorRequest): SeedCall {
  return {
    id: request.params['id'] ?? '',
    request,
    body() {
      if (request.rawBody.length === 0) return {};
      let body: unknown;
      try {
        body = request.json();
      } catch {
        throw new SeedFault('INVALID_REQUEST', 'The body is not valid JSON.');
      }
      if (!isMap(body)) throw new SeedFault('INVALID_REQUEST', 'The body must be a JSON object.');
      return body;
    },
  };
}

/** The page that `page` and `per_page` ask for, with the seed's pagination. */
export function seedPage(rows: readonly unknown[], query: Record<string, string>): SeedAnswer {
  const page = numberIn(query, 'page', 1);
  const size = Math.min(numberIn(query, 'per_page', 50), 100);
  const data = rows.slice((page - 1) * size, page * size);
  return { data, pagination: { page, per_page: size, total: rows.length } };
}

function numberIn(query: Record<string, string>, name: string, fallback: number): number {
  const text = query[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!(Number.isInteger(value) && value > 0))
    throw new SeedFault('INVALID_REQUEST', `${name} must be a number from 1.`);
  return value;
}
