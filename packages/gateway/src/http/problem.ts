import type { ConsoleProblem } from '@baton/console';
import { AppError, type AppErrorCode } from '@baton/core';

export type ProblemCode =
  | AppErrorCode
  | ConsoleProblem
  | 'admin-key-wrong'
  | 'body-too-large'
  | 'expectation-unsupported'
  | 'file-unavailable'
  | 'files-busy'
  | 'headers-too-large'
  | 'host-refused'
  | 'http-version-unsupported'
  | 'request-timeout'
  | 'too-many-connections';

export type Problem = { type: string; title: string; status: number; detail?: string };

/** The only place where the statuses of our own errors exist. Never 410: SalesIQ would switch the webhook off. */
export const problems: Record<ProblemCode, { title: string; status: number }> = {
  'agent-busy': { title: 'You have as many chats as you may', status: 409 },
  'admin-key-wrong': { title: 'The admin key is missing or wrong', status: 401 },
  'body-too-large': { title: 'The body is larger than 1 MB', status: 413 },
  'chat-not-yours': { title: 'Another agent has this chat, or nobody', status: 403 },
  'chat-over': { title: 'The chat is over', status: 409 },
  'chat-taken': { title: 'Another agent was faster', status: 409 },
  'chat-unknown': { title: 'There is no such chat at the console', status: 404 },
  'colleague-absent': { title: 'This colleague is not online', status: 409 },
  'configuration-invalid': { title: 'The configuration is not valid', status: 500 },
  'csrf-refused': { title: 'The header x-baton-csrf is missing or wrong', status: 403 },
  'data-directory-locked': { title: 'The data directory is in use', status: 503 },
  'data-directory-unusable': { title: 'The data directory cannot be used', status: 503 },
  'database-newer': { title: 'The database is newer than this version', status: 503 },
  'delivery-malformed': { title: 'The body is malformed', status: 400 },
  'desk-unknown': { title: 'No such desk comes later in the chain', status: 400 },
  'durability-unproven': { title: 'The disk did not prove that it keeps data', status: 503 },
  'expectation-unsupported': { title: 'No expectation but 100-continue can be met', status: 417 },
  'file-too-big': { title: 'The file is larger than 5 MB', status: 413 },
  'file-unavailable': { title: 'The file cannot be fetched now, try again', status: 503 },
  'files-busy': { title: 'Too many files are fetched now, try again', status: 503 },
  'headers-too-large': { title: 'Address and headers are larger than 16 KB', status: 431 },
  'host-refused': { title: 'This host name is not served', status: 403 },
  'http-version-unsupported': { title: 'Only HTTP/1.1 and HTTP/1.0 are spoken here', status: 505 },
  'idempotency-key-missing': { title: 'The header Idempotency-Key is missing', status: 400 },
  internal: { title: 'Something went wrong inside', status: 500 },
  'key-reused': { title: 'The Idempotency-Key was used for something else', status: 422 },
  'not-found': { title: 'There is nothing at this address', status: 404 },
  'origin-refused': { title: 'Writes from another origin are refused', status: 403 },
  'request-invalid': { title: 'The request is not valid', status: 400 },
  'request-timeout': { title: 'The request took too long to come', status: 408 },
  'secret-key-wrong': { title: 'The data was encrypted with another key', status: 503 },
  'session-ended': { title: 'Sign in first', status: 401 },
  'session-wrong': { title: 'The chat belongs to another visitor', status: 403 },
  'sign-in-refused': { title: 'Login or password are wrong', status: 401 },
  'signature-invalid': { title: 'The signature or secret is missing or wrong', status: 401 },
  'store-unavailable': { title: 'The store is not available, try again', status: 503 },
  'too-many-attempts': { title: 'Too many sign-ins failed, wait a quarter of an hour', status: 429 },
  'too-many-connections': { title: 'This address holds too many connections', status: 503 },
  'version-conflict': { title: 'The conversation changed meanwhile, try again', status: 503 },
  'workflow-invalid': { title: 'The workflow is not valid', status: 500 },
};

/** The problem document (RFC 9457) of a code. */
export function toProblem(code: ProblemCode, detail?: string): Problem {
  const base = { type: `urn:baton:problem:${code}`, ...problems[code] };
  return detail === undefined ? base : { ...base, detail };
}

/** The code for anything thrown while a request was handled. */
export function toProblemCode(error: unknown): ProblemCode {
  if (error instanceof AppError) return error.code;
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return 'body-too-large';
  return typeof status === 'number' && status >= 400 && status < 500 ? 'request-invalid' : 'internal';
}

/** Seconds after which a refusal of this status may be tried again; null: it says nothing of that. */
export const retryAfterSeconds = (status: number): number | null => (status === 503 ? 1 : null);
