import { type Budget, createBudget } from './budget.ts';
import { ClientError } from './client-error.ts';
import type { Clock } from './clock.ts';
import type { Http, HttpRequest, HttpResponse } from './http.ts';
import type { MultipartPart } from './multipart.ts';
import type { RetryClass, RetryPolicy } from './retry.ts';
import { type CallReport, createRunner } from './runner.ts';

/** Where the access tokens of one connection come from. */
export type TokenSource = {
  token(): Promise<string>;
  /** Tells that a vendor refused this token; the next `token()` gets another one. */
  invalidate(refused: string): Promise<void>;
};

/** What every client takes. */
export type CallerOptions = {
  http: Http;
  /** Without a slash at the end. */
  baseUrl: string;
  tokens: TokenSource;
  /** Default: as many calls at one time as the contract advises, and no other limit. Share one among the clients of one account. */
  budget?: Budget;
  retry?: RetryPolicy;
  /** Told of each try. */
  onCall?: (report: CallReport) => void;
  clock?: Clock;
  random?: () => number;
};

/** What every method takes last. */
export type CallOptions = {
  signal?: AbortSignal;
  /** For each try; default that of the Http, for files 60 000 ms. */
  timeoutMs?: number;
  /** Whose turn in the budget's queue it is, for example a tenant. */
  lane?: string;
};

export type Call = {
  operation: string;
  retryClass: RetryClass;
  method: HttpRequest['method'];
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  json?: unknown;
  multipart?: readonly MultipartPart[];
  answer?: 'bytes';
  bodyBytesMax?: number;
  /** Instead of the client's own; null for a call that carries none. */
  tokens?: TokenSource | null;
  /** What it costs of the day's budget; default 1. */
  weight?: number;
  options?: CallOptions | undefined;
};

export type Caller = (call: Call) => Promise<unknown>;

export type CallerSettings = {
  /** @throws ClientError */
  read(response: HttpResponse, call: { isRead: boolean }): unknown;
  concurrencyMax: number;
  /** What stands before the token in the Authorization header, for example `Bearer`. */
  scheme: string;
  /** What to look at when a fresh token was refused as well. */
  refusedFix: string;
  headers?: Record<string, string>;
  leftHeaders?: readonly string[];
};

const fileTimeoutMs = 60_000;

/** Calls one vendor API with a token. A refused token is replaced once; then the call is repeated once, for it was not done. */
export function createCaller(options: CallerOptions, settings: CallerSettings): Caller {
  const { budget = createBudget({ concurrencyMax: settings.concurrencyMax }, options.clock) } = options;
  const runner = createRunner({ ...options, budget, leftHeaders: settings.leftHeaders ?? [] });
  return async (call) => {
    const tokens = call.tokens === undefined ? options.tokens : call.tokens;
    let used = '';
    const take = async (source: TokenSource): Promise<string> => {
      used = await source.token();
      return used;
    };
    const run = (): Promise<unknown> =>
      runner.run({
        ...call,
        ...call.options,
        request: async () => {
          const authorization = tokens === null ? {} : { authorization: `${settings.scheme} ${await take(tokens)}` };
          const headers = { ...authorization, ...settings.headers, ...call.headers };
          return toRequest(call, { baseUrl: options.baseUrl, headers });
        },
        read: (response) => settings.read(response, { isRead: call.retryClass === 'read' }),
      });
    try {
      return await run();
    } catch (error) {
      if (tokens === null || !isRefusedToken(error) || !error.retryable) throw error;
      await tokens.invalidate(used);
      return run().catch((again: unknown) => {
        throw isRefusedToken(again) ? refusedAgain(again, settings.refusedFix) : again;
      });
    }
  };
}

function toRequest(
  call: Call,
  { baseUrl, headers }: { baseUrl: string; headers: Record<string, string> },
): HttpRequest {
  const query = new URLSearchParams(call.query).toString();
  const isFile = call.multipart !== undefined || call.answer === 'bytes';
  const timeoutMs = call.options?.timeoutMs ?? (isFile ? fileTimeoutMs : undefined);
  return {
    method: call.method,
    url: `${baseUrl}${call.path}${query === '' ? '' : `?${query}`}`,
    headers,
    ...(call.json === undefined ? {} : { json: call.json }),
    ...(call.multipart === undefined ? {} : { multipart: call.multipart }),
    ...(call.answer === undefined ? {} : { answer: call.answer }),
    ...(call.bodyBytesMax === undefined ? {} : { bodyBytesMax: call.bodyBytesMax }),
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  };
}

/**
 * A path with its parts put in, so that none of them can lead elsewhere.
 * @throws ClientError `invalid` for an empty part and for dots, which an address would swallow
 */
export function toPath(template: string, parts: Record<string, string>): string {
  return template.replace(/:([a-zA-Z]+)/g, (_whole, name: string) => {
    const part = parts[name] ?? '';
    if (part !== '' && part !== '.' && part !== '..') return encodeURIComponent(part);
    throw new ClientError('invalid', `The call needs an id in the place of "${name}".`, { retryable: false });
  });
}

const isRefusedToken = (error: unknown): error is ClientError =>
  error instanceof ClientError && error.code === 'unauthorised';

function refusedAgain({ message, status, vendorCode, requestId }: ClientError, fix: string): ClientError {
  return new ClientError('unauthorised', message, {
    retryable: false,
    status,
    vendorCode,
    requestId,
    fix,
  });
}
