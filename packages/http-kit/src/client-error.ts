/** What kind of failure a vendor's call ended in; stable. */
export type ClientErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'aborted'
  | 'throttled'
  | 'unavailable'
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'undecodable'
  | 'reauth-required'
  | 'misconfigured'
  | 'unsupported';

const neverAccepted = new Set<ClientErrorCode>(['invalid', 'not-found', 'conflict', 'unsupported']);

/** One member of a request that the vendor refused. */
export type FieldProblem = { field: string; problem: string };

export type ClientErrorOptions = {
  /** Whether the same call may succeed later without anybody changing anything. */
  retryable: boolean;
  /** True when the vendor may have done the work although no answer was seen. */
  isAmbiguous?: boolean;
  status?: number | null;
  vendorCode?: string | null;
  retryAfterMs?: number | null;
  /** The vendor's own id of the request, to quote in a support case. */
  requestId?: string | null;
  /** The likely mistake and the next step; ends up in the message too. */
  fix?: string | null;
  fields?: readonly FieldProblem[];
  cause?: unknown;
};

/** The one error class of the clients. Its message never holds a token, a secret or a body. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  readonly retryable: boolean;
  readonly isAmbiguous: boolean;
  /** Whether the vendor will never accept this call, whatever a person repairs: a token, a scope, a setting. */
  readonly isRefusal: boolean;
  readonly status: number | null;
  readonly vendorCode: string | null;
  readonly retryAfterMs: number | null;
  readonly requestId: string | null;
  readonly fix: string | null;
  readonly fields: readonly FieldProblem[];

  constructor(code: ClientErrorCode, message: string, options: ClientErrorOptions) {
    super(options.fix ? `${message} ${options.fix}` : message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable;
    this.isRefusal = neverAccepted.has(code);
    this.isAmbiguous = options.isAmbiguous ?? false;
    this.status = options.status ?? null;
    this.vendorCode = options.vendorCode ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
    this.requestId = options.requestId ?? null;
    this.fix = options.fix ?? null;
    this.fields = options.fields ?? [];
  }
}
