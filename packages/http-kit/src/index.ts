export { noAnswer, withId } from './answered.ts';
export { type Budget, type BudgetLeft, type BudgetLimits, type BudgetOptions, createBudget } from './budget.ts';
export {
  type Call,
  type Caller,
  type CallerOptions,
  type CallerSettings,
  type CallOptions,
  createCaller,
  type TokenSource,
  toPath,
} from './caller.ts';
export { ClientError, type ClientErrorCode, type ClientErrorOptions, type FieldProblem } from './client-error.ts';
export { type Clock, sleep, systemClock } from './clock.ts';
export { defined, flag, instant, list, map, member, number, text, textOrEmpty, texts } from './decode.ts';
export { createHttp, type Http, type HttpOptions, type HttpRequest, type HttpResponse } from './http.ts';
export type { FileContent, MultipartPart } from './multipart.ts';
export { createPages, type Page, type Pages, type PagesOptions } from './pages.ts';
export { parseJson } from './parse-json.ts';
export { type RateLimit, readRateLimit, readRetryAfter } from './rate-headers.ts';
export { redact, redactCause } from './redact.ts';
export { mayRepeat, type RetryClass, type RetryPolicy } from './retry.ts';
export { type CallReport, createRunner, type Runner, type RunnerCall, type RunnerOptions } from './runner.ts';
export { createMemoryStore, type SharedStore } from './shared-store.ts';
export { createSharedTokens, isAlive } from './shared-tokens.ts';
export { toVendorError, unreadable, type VendorFailure, type Verdict } from './status-error.ts';
