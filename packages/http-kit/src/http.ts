import { ClientError } from './client-error.ts';
import { type Clock, systemClock } from './clock.ts';
import { type GaveUp, toFailure } from './failure.ts';
import { type MultipartPart, toMultipart } from './multipart.ts';
import { parseJson } from './parse-json.ts';
import { type RateLimit, readRateLimit, readRetryAfter } from './rate-headers.ts';

export type HttpRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is; the content type is for the headers to say. */
  text?: string;
  /** Sent form-encoded. */
  form?: Record<string, string>;
  /** Sent as multipart/form-data; files may be streams. */
  multipart?: readonly MultipartPart[];
  signal?: AbortSignal;
  /** Until the whole answer is here. */
  timeoutMs?: number;
  /** Whether a failure leaves nothing in doubt; by default so for GET alone. */
  isRead?: boolean;
  /** `bytes`: a successful answer is handed over as a Uint8Array, at most `bodyBytesMax` long. */
  answer?: 'json' | 'bytes';
  /** Default 5 MB. */
  bodyBytesMax?: number;
};

export type HttpResponse = {
  status: number;
  headers: Headers;
  /** Parsed JSON, null when empty, the text when it is not JSON, or bytes when they were asked for. */
  body: unknown;
  retryAfterMs: number | null;
  rateLimit: RateLimit;
  requestId: string | null;
};

export type Http = { send(request: HttpRequest): Promise<HttpResponse> };

export type HttpOptions = { timeoutMs?: number; fetch?: typeof fetch; clock?: Clock; random?: () => number };

const bodyBytesMaxDefault = 5 * 1024 * 1024;
const requestIdHeaders = ['x-request-id', 'request-id', 'x-correlation-id', 'x-zoho-request-id', 'x-trace-id'];

/**
 * An HTTP caller with a timeout (default 10 000 ms), no redirects, a cap of 5 MB on answers and lossless ids.
 * @throws ClientError `unreachable` (nothing was sent), `timeout`, `unavailable` or `aborted` (ambiguous for everything but reads),
 * `undecodable` for an answer that is too large
 * @example const http = createHttp({ timeoutMs: 5_000 });
 */
export function createHttp(options: HttpOptions = {}): Http {
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const call = options.fetch ?? fetch;
  return {
    send: async (request) => {
      const isRead = request.isRead ?? request.method === 'GET';
      const limit = startLimit(clock, request.timeoutMs ?? options.timeoutMs ?? 10_000, request.signal);
      try {
        limit.signal.throwIfAborted();
        const response = await call(request.url, {
          ...toInit(request, random),
          redirect: 'manual',
          signal: limit.signal,
        });
        return await toResponse(response, request, clock.now());
      } catch (error) {
        if (error instanceof ClientError) throw error;
        throw toFailure(error, { isRead, gaveUp: limit.gaveUp() });
      } finally {
        limit.stop();
      }
    },
  };
}

type Limit = { signal: AbortSignal; gaveUp(): GaveUp; stop(): void };

/** The timeout and the caller's own signal as one. */
function startLimit(clock: Clock, timeoutMs: number, outer: AbortSignal | undefined): Limit {
  const controller = new AbortController();
  let gaveUp: GaveUp = null;
  const give = (reason: Exclude<GaveUp, null>): void => {
    gaveUp ??= reason;
    controller.abort(new Error(reason));
  };
  const onAbort = (): void => give('aborted');
  if (outer?.aborted === true) onAbort();
  else outer?.addEventListener('abort', onAbort, { once: true });
  const cancel = clock.after(timeoutMs, () => give('timeout'));
  return {
    signal: controller.signal,
    gaveUp: () => gaveUp,
    stop: () => {
      cancel();
      outer?.removeEventListener('abort', onAbort);
    },
  };
}

function toInit(request: HttpRequest, random: () => number): RequestInit {
  const { method, headers = {}, json, text, form, multipart } = request;
  if (json !== undefined)
    return { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(json) };
  if (text !== undefined) return { method, headers, body: text };
  if (form !== undefined) return { method, headers, body: new URLSearchParams(form) };
  if (multipart === undefined) return { method, headers };
  const { contentType, body, isStream } = toMultipart(multipart, random);
  const whole = {
    method,
    headers: { ...headers, 'content-type': contentType },
    body: body as NonNullable<RequestInit['body']>,
  };
  return isStream ? { ...whole, duplex: 'half' } : whole;
}

async function toResponse(response: Response, request: HttpRequest, now: number): Promise<HttpResponse> {
  const { status, headers } = response;
  const bytes = await readBytes(response, request.bodyBytesMax ?? bodyBytesMaxDefault);
  const isFile = request.answer === 'bytes' && response.ok;
  return {
    status,
    headers,
    body: isFile ? bytes : toBody(new TextDecoder().decode(bytes)),
    retryAfterMs: readRetryAfter(headers, now, status),
    rateLimit: readRateLimit(headers, now),
    requestId: requestIdHeaders.map((name) => headers.get(name)).find((id) => id !== null) ?? null,
  };
}

async function readBytes(response: Response, bytesMax: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (response.body === null) return new Uint8Array();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    // Leaving the loop cancels the stream, so the rest is not read.
    if (size > bytesMax) throw tooLarge(response.status, bytesMax);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

const tooLarge = (status: number, bytesMax: number): ClientError =>
  new ClientError('undecodable', `The answer is larger than ${Math.round(bytesMax / 1_048_576)} MB.`, {
    retryable: false,
    isAmbiguous: true,
    status,
  });

function toBody(text: string): unknown {
  if (text === '') return null;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
