import type { JsonObject } from './json.ts';

/** Stable codes of everything that may go wrong in our own code; each has a problem document in the gateway. */
export type AppErrorCode =
  | 'configuration-invalid'
  | 'data-directory-locked'
  | 'data-directory-unusable'
  | 'database-newer'
  | 'delivery-malformed'
  | 'durability-unproven'
  | 'secret-key-wrong'
  | 'session-wrong'
  | 'signature-invalid'
  | 'store-unavailable'
  | 'version-conflict'
  | 'workflow-invalid'
  | 'internal';

/** The one error class outside the clients. `message` says what happened, the probable mistake and the next step. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: AppErrorCode;
  readonly retryable: boolean;
  readonly details: JsonObject;

  constructor(
    code: AppErrorCode,
    message: string,
    options: { retryable?: boolean; details?: JsonObject; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }
}
