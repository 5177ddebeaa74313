import type { Budget, BudgetLeft } from './budget.ts';
import { ClientError, type ClientErrorCode } from './client-error.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Http, HttpRequest, HttpResponse } from './http.ts';
import { isReplayable } from './multipart.ts';
import { type RetryClass, type RetryPolicy, withRetry } from './retry.ts';

/** One try of one call, for monitors of API usage. Holds no address, body or token. */
export type CallReport = {
  operation: string;
  method: HttpRequest['method'];
  attempt: number;
  /** Null when no answer came. */
  status: number | null;
  outcome: 'ok' | ClientErrorCode;
  /** From sending to the whole answer, without the time in the queue. */
  durationMs: number;
  requestId: string | null;
  /** Of our own budget. */
  budgetLeft: BudgetLeft;
  /** What the vendor says is left; null when it does not say. */
  vendorLeft: number | null;
};

export type RunnerOptions = {
  http: Http;
  budget: Budget;
  retry?: RetryPolicy;
  /** Told of each try. What it throws becomes a process warning and does not touch the call. */
  onCall?: (report: CallReport) => void;
  /** Headers, beside the usual ones, in which the vendor says what is left. */
  leftHeaders?: readonly string[];
  clock?: Clock;
  random?: () => number;
};

export type RunnerCall<Value> = {
  operation: string;
  retryClass: RetryClass;
  /** Made anew for each try, so that it carries the token of the moment. */
  request(): Promise<HttpRequest>;
  /** The value of an answer. @throws ClientError */
  read(response: HttpResponse): Value;
  signal?: AbortSignal | undefined;
  lane?: string | undefined;
  weight?: number | undefined;
};

export type Runner = { run<Value>(call: RunnerCall<Value>): Promise<Value> };

/** Sends calls within a budget, again where that is safe, and reports each try. */
export function createRunner(options: RunnerOptions): Runner {
  const { budget, clock = systemClock, random = Math.random } = options;
  return {
    run: (call) => {
      let canRepeat = true;
      const once = async (attempt: number) => {
        if (call.signal?.aborted === true) throw gaveUp();
        // Before the queue, so that a slow token does not hold a place.
        const request = await call.request();
        canRepeat = request.multipart === undefined || isReplayable(request.multipart);
        const turn = { lane: call.lane ?? '', weight: call.weight ?? 1, ...(call.signal && { signal: call.signal }) };
        return budget
          .run(() => tryOnce(options, call, { request, attempt, clock }), turn)
          .catch((error: unknown) => {
            if (error instanceof ClientError && error.code === 'throttled' && error.retryAfterMs !== null)
              budget.pause(error.retryAfterMs);
            throw canRepeat ? error : onceOnly(error);
          });
      };
      const { retryClass, signal } = call;
      return withRetry(once, { policy: options.retry ?? {}, retryClass, clock, random, signal });
    },
  };
}

async function tryOnce<Value>(
  options: RunnerOptions,
  call: RunnerCall<Value>,
  { request, attempt, clock }: { request: HttpRequest; attempt: number; clock: Clock },
): Promise<Value> {
  const startedAt = clock.now();
  let response: HttpResponse | null = null;
  let outcome: CallReport['outcome'] = 'ok';
  try {
    response = await options.http.send({
      ...request,
      isRead: call.retryClass === 'read',
      ...(call.signal && { signal: call.signal }),
    });
    return call.read(response);
  } catch (error) {
    outcome = error instanceof ClientError ? error.code : 'undecodable';
    throw error;
  } finally {
    report(options, {
      operation: call.operation,
      method: request.method,
      attempt,
      status: response?.status ?? null,
      outcome,
      durationMs: clock.now() - startedAt,
      requestId: response?.requestId ?? null,
      budgetLeft: options.budget.left(),
      vendorLeft: response === null ? null : vendorLeft(response, options.leftHeaders ?? []),
    });
  }
}

function report({ onCall }: RunnerOptions, call: CallReport): void {
  try {
    onCall?.(call);
  } catch (error) {
    process.emitWarning(error instanceof Error ? error : String(error));
  }
}

function vendorLeft({ headers, rateLimit }: HttpResponse, names: readonly string[]): number | null {
  for (const name of names) {
    const value = headers.get(name);
    if (value !== null && /^\d+$/.test(value.trim())) return Number(value);
  }
  return rateLimit.remaining;
}

const gaveUp = (): ClientError =>
  new ClientError('aborted', 'The caller gave the call up; nothing was sent.', { retryable: false });

/** A stream that has been read cannot be sent again, whatever the vendor said. */
function onceOnly(error: unknown): unknown {
  if (!(error instanceof ClientError) || !error.retryable) return error;
  const { code, message, isAmbiguous, status, vendorCode, retryAfterMs, requestId, cause } = error;
  return new ClientError(code, message, {
    retryable: false,
    isAmbiguous,
    status,
    vendorCode,
    retryAfterMs,
    requestId,
    fix: 'Give the file as a function that opens it anew, so that the upload can be repeated.',
    cause,
  });
}
