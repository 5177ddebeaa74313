import type { EmulatorReply, EmulatorRequest, OperationDefinition } from '@baton/emulator-kit';
import { checkAccess } from '../access.ts';
import { ApiFault, failedReply, faultReply, invalidBody, limitReply, notFound } from '../api-fault.ts';
import type { ConversationRow, OperatorRow } from '../rows.ts';
import type { SalesIqStore } from '../store.ts';
import { isMap, type JsonMap, stamp } from '../values.ts';

/** One operation below `/api/v2/{screenName}` or `/api/visitor/v1/{screenName}`. */
export interface RealOperation {
  name: string;
  method: OperationDefinition['method'];
  /** From the screen name on, for example `/conversations/:id`. */
  path: string;
  scope: string;
  fidelity: OperationDefinition['fidelity'];
  source: string;
  /** The Visitor API takes tokens of the organisation only. */
  isForVisitors?: boolean;
  /** Below `/api/v3` instead of v2. */
  isV3?: boolean;
  handle(call: RealCall): RealAnswer | Promise<RealAnswer>;
}
export interface RealAnswer {
  object: string;
  data: unknown;
  /** Lists carry a sync time. */
  isList?: boolean;
}

const BASE = { api: '/api/v2/:screen', v3: '/api/v3/:screen', visitor: '/api/visitor/v1/:screen' };

/** Registers an operation of the real family with its checks: address, token, scope; refusals in the family's own form. */
export function realOperation(store: SalesIqStore, operation: RealOperation): void {
  const { isForVisitors = false, isV3 = false } = operation;
  const base = isForVisitors ? BASE.visitor : isV3 ? BASE.v3 : BASE.api;
  store.host.operation({
    vendor: 'salesiq',
    name: operation.name,
    method: operation.method,
    path: `${base}${operation.path}`,
    fidelity: operation.fidelity,
    source: operation.source,
    fail: failedReply,
    limit: () => limitReply(store),
    enter: () => store.limits.enter({ refuse: () => limitReply(store), hasHeaders: false }),
    handle: (request) =>
      answering(store, async () => {
        if (request.params['screen'] !== store.portal().screenName) throw new ApiFault(1005, 'Invalid portal');
        requireAccess(store, request, operation);
        const answer = await operation.handle(new RealCall(store, request));
        return envelope(store, request, answer);
      }),
  });
}

/** Runs the work and writes an {@link ApiFault} as the family does. */
export async function answering(store: SalesIqStore, work: () => Promise<EmulatorReply>): Promise<EmulatorReply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ApiFault) return faultReply(store, error);
    throw error;
  }
}

export function envelope(store: SalesIqStore, request: EmulatorRequest, answer: RealAnswer): EmulatorReply {
  const sync = answer.isList ? { sync_time: stamp(store.now()) } : {};
  return { status: 200, body: { url: request.path, object: answer.object, data: answer.data, ...sync } };
}

export function requireAccess(
  store: SalesIqStore,
  request: EmulatorRequest,
  needs: { scope: string; isForVisitors?: boolean },
): void {
  const access = checkAccess(store, request, { scopes: [needs.scope], isForVisitors: needs.isForVisitors ?? false });
  if (access.ok) return;
  switch (access.reason) {
    case 'missing':
      throw new ApiFault(1002, 'Authorization header is absent or malformed');
    case 'invalid':
      throw new ApiFault(1008, 'Invalid OAuthToken');
    case 'scope':
      throw new ApiFault(1009, 'OAuth scope mismatch');
    case 'not-org':
      throw new ApiFault(1009, 'OAuth scope mismatch: this operation needs a token of the organisation');
    default:
      throw new Error(access.reason satisfies never);
  }
}

/** One checked call with the readers that the handlers share. */
export class RealCall {
  readonly store: SalesIqStore;
  readonly request: EmulatorRequest;

  constructor(store: SalesIqStore, request: EmulatorRequest) {
    this.store = store;
    this.request = request;
  }

  get id(): string {
    return this.request.params['id'] ?? '';
  }

  /** The JSON body; 1015 when it is not an object. */
  body(): JsonMap {
    let body: unknown;
    try {
      body = this.request.json();
    } catch {
      throw invalidBody('');
    }
    if (!isMap(body)) throw invalidBody('');
    return body;
  }

  /** The conversation of the path; 1019 when there is none. */
  conversation(): ConversationRow {
    const row = this.store.tables.conversations.get(this.id);
    if (!row) throw notFound();
    return row;
  }

  /** The operator whose token calls. The emulator knows one: the first of the portal. */
  operator(): OperatorRow {
    const operator = this.store.tables.operators.list()[0];
    if (!operator) throw new ApiFault(1020, 'Operator is not in the portal');
    return operator;
  }
}
