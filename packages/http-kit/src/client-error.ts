/** What kind of failure a vendor's call ended in; stable. */
export type ClientErrorCode =
  | 'unreachable'
  | 'timeout'
  | 'throttled'
  | 'unavailable'
  | 'unauthorised'
  | 'forbidden'
  | 'not-found'
  | 'invalid'
  | 'undecodable'
  | 'reauth-required'
  | 'misconfigured'
  | 'unsupported';

export type ClientErrorOptions = {
  retryable: boolean;
  /** True when the vendor may have done the work although no answer was seen. */
  isAmbiguous?: boolean;
  status?: number | null;
  vendorCode?: string | null;
  retryAfterMs?: number | null;
  cause?: unknown;
};

/** The one error class of the clients. Its message never holds a token, a secret or a body. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;
  readonly retryable: boolean;
  readonly isAmbiguous: boolean;
  readonly status: number | null;
  readonly vendorCode: string | null;
  readonly retryAfterMs: number | null;

  constructor(code: ClientErrorCode, message: string, options: ClientErrorOptions) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable;
    this.isAmbiguous = options.isAmbiguous ?? false;
    this.status = options.status ?? null;
    this.vendorCode = options.vendorCode ?? null;
    this.retryAfterMs = options.retryAfterMs ?? null;
  }
}
