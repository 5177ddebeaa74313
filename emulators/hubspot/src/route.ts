import { randomUUID } from 'node:crypto';
import type { EmulatorReply, EmulatorRequest, OperationDefinition } from '@baton/emulator-kit';
import type { HubSpot } from './hubspot.ts';
import type { CallKind, Limits } from './limits.ts';
import { checkBearer, spoilToken } from './oauth/tokens.ts';
import { expired, failure, invalid, missingScopes, ordered, Refusal, unauthenticated } from './replies.ts';
import { isMap, type JsonMap, textOf } from './values.ts';

export type Route = Pick<OperationDefinition, 'name' | 'method'> & {
  /** The first is the one of v3; the others are spellings that HubSpot takes too (contract hubspot §2). */
  paths: readonly string[];
  section: string;
  /** Any one of them suffices; without any, the developer's key of the app is asked for. */
  scopes: readonly string[];
  fidelity?: OperationDefinition['fidelity'];
  kind?: CallKind;
  handle: (request: EmulatorRequest) => EmulatorReply | Promise<EmulatorReply>;
};

/** Registers a route behind limits, token and scope, or developer's key. */
export function registerRoute(hubspot: HubSpot, limits: Limits, route: Route): void {
  const { name, method, section, scopes, fidelity = 'documented', kind = 'call' } = route;
  const [path = '', ...aliases] = route.paths;
  hubspot.host.operation({
    ...{ vendor: 'hubspot', name, method, path, aliases, fidelity, source: `hubspot.md §${section}` },
    fail: (status) => (status === 429 ? limits.refusal(kind) : ordered(status, scopes)),
    limit: () => limits.refusal(kind),
    spoil: (what, request) => spoilToken(hubspot, what, request),
    enter: () => limits.enter(kind),
    handle: async (request) => {
      const refused = scopes.length > 0 ? refuseToken(hubspot, request, scopes) : refuseKey(hubspot, request);
      return withId(refused ?? (await answer(route, request)));
    },
  });
}

/** Every answer carries the id that its error has in the body. */
function withId(reply: EmulatorReply): EmulatorReply {
  const id = isMap(reply.body) ? textOf(reply.body['correlationId']) : '';
  return { ...reply, headers: { 'x-hubspot-correlation-id': id || randomUUID(), ...reply.headers } };
}

async function answer(route: Route, request: EmulatorRequest): Promise<EmulatorReply> {
  try {
    return await route.handle(request);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

/** The JSON object of a call. @throws Refusal when it is none */
export function bodyOf(request: EmulatorRequest): JsonMap {
  const body = parse(request);
  if (!isMap(body)) throw new Refusal(invalid('Invalid input JSON on line 1, column 1'));
  return body;
}

function parse(request: EmulatorRequest): unknown {
  try {
    return request.json();
  } catch {
    return null;
  }
}

function refuseToken(hubspot: HubSpot, request: EmulatorRequest, scopes: readonly string[]): EmulatorReply | null {
  const check = checkBearer(hubspot, request);
  if (check.is === 'unknown') return unauthenticated();
  if (check.is === 'expired') return expired(new Date(check.at), hubspot.host.clock.now());
  const isGranted = scopes.some((scope) => check.scopes.includes(scope));
  const isAllowed = hubspot.settings.read().isTierHighEnough || !scopes.some(isOfCustomChannels);
  return isGranted && isAllowed ? null : missingScopes(scopes);
}

const isOfCustomChannels = (scope: string): boolean => scope.startsWith('conversations.custom_channels.');

/** Channels and webhooks belong to the app, which the developer's key in the query speaks for (contract hubspot §5.1). */
function refuseKey(hubspot: HubSpot, { query }: EmulatorRequest): EmulatorReply | null {
  const { id, developerKey } = hubspot.app();
  if (query['hapikey'] !== developerKey)
    return failure(401, { category: 'INVALID_AUTHENTICATION', message: 'The API key provided is invalid.' });
  return query['appId'] === undefined || query['appId'] === id
    ? null
    : failure(403, { category: 'FORBIDDEN', message: 'The app is not yours.' });
}
