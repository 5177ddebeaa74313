import { ClientError } from './client-error.ts';
import { parseJson } from './parse-json.ts';

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent form-encoded. */
  form?: Record<string, string>;
};

export type HttpResponse = { status: number; headers: Headers; body: unknown; retryAfterMs: number | null };

export type Http = { send(request: HttpRequest): Promise<HttpResponse> };

const bodyBytesMax = 5 * 1024 * 1024;

/**
 * An HTTP caller with a timeout (default 10 000 ms), no redirects, a cap of 5 MB on answers and lossless ids.
 * `body` is parsed JSON, `null` when empty, or the text when it is not JSON.
 * @throws ClientError `unreachable` (nothing was sent) or `timeout` / `unavailable` (ambiguous for everything but GET).
 */
export function createHttp(options: { timeoutMs?: number; fetch?: typeof fetch } = {}): Http {
  const timeoutMs = options.timeoutMs ?? 10_000;
  const call = options.fetch ?? fetch;
  return {
    send: async (request) => {
      try {
        const response = await call(request.url, {
          ...toInit(request),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        const text = await response.text();
        if (text.length > bodyBytesMax)
          throw new ClientError('undecodable', 'The answer is larger than 5 MB.', { retryable: false });
        return {
          status: response.status,
          headers: response.headers,
          body: toBody(text),
          retryAfterMs: readRetryAfter(response.headers),
        };
      } catch (error) {
        throw error instanceof ClientError ? error : toClientError(error, request);
      }
    },
  };
}

function toInit({ method, headers = {}, json, form }: HttpRequest): RequestInit {
  if (json !== undefined)
    return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) };
  return form === undefined ? { method, headers } : { method, headers, body: new URLSearchParams(form) };
}

function toBody(text: string): unknown {
  if (text === '') return null;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** `Retry-After` in either form, in milliseconds; null when absent or unreadable. */
export function readRetryAfter(headers: Headers, now: number = Date.now()): number | null {
  const value = headers.get('retry-after');
  if (value === null) return null;
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - now;
  return Number.isFinite(waitMs) ? Math.max(0, waitMs) : null;
}

const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function toClientError(error: unknown, { method }: HttpRequest): ClientError {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (neverSent.has(code))
    return new ClientError('unreachable', `The vendor cannot be reached (${code}).`, { retryable: true, cause: error });
  const isTimeout = error instanceof Error && error.name === 'TimeoutError';
  const isAmbiguous = method !== 'GET';
  return isTimeout
    ? new ClientError('timeout', 'The vendor did not answer in time.', { retryable: true, isAmbiguous, cause: error })
    : new ClientError('unavailable', 'The connection to the vendor broke.', {
        retryable: true,
        isAmbiguous,
        cause: error,
      });
}
