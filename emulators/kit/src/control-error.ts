/** A control call that cannot be done; the message names the fix. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;
  readonly code: string;
  /** The values that would do, when they are a list. */
  allowed: readonly string[] | null = null;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** `"field" must be …`. */
export const badField = (field: string, rule: string): ControlError =>
  new ControlError(400, 'bad-field', `"${field}" must be ${rule}.`);

/** `"field" must be one of …`, with the values as a list for programs as well. */
export const notAmong = (field: string, allowed: readonly string[]): ControlError =>
  withAllowed(badField(field, `one of ${allowed.join(', ')}`), allowed);

/** The error, naming the values that would do for programs. */
export const withAllowed = (error: ControlError, allowed: readonly string[]): ControlError =>
  Object.assign(error, { allowed });

/** The answer to a failed control call, a problem document (RFC 9457). */
export function problemOf(error: Error & { statusCode?: number }): { status: number; body: Record<string, unknown> } {
  const isOurs = error instanceof ControlError;
  const status = isOurs ? error.status : (error.statusCode ?? 500);
  const code = isOurs ? error.code : 'internal';
  const { message } = error;
  return {
    status,
    body: {
      type: 'about:blank',
      title: titles[status] ?? 'The call failed',
      status,
      detail: message,
      ...(isOurs && error.allowed !== null ? { allowed: error.allowed } : {}),
      error: { code, message },
    },
  };
}

const titles: Record<number, string> = {
  400: 'The request is not understood',
  404: 'There is no such thing',
  409: 'Not possible in this state',
  413: 'The request is too large',
  502: 'The other side did not answer',
};
