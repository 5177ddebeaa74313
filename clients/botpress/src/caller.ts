import {
  type Budget,
  type CallReport,
  ClientError,
  type Clock,
  createBudget,
  createRunner,
  type Http,
  type HttpRequest,
  type RetryClass,
  type RetryPolicy,
} from '@baton/http-kit';
import { readAnswer } from './read-answer.ts';

/** Which installation of an integration in which bot a call speaks for; Botpress tells these with each of its own calls. */
export type BotpressInstallation = {
  botId: string;
  integrationId: string;
  /** Name of the integration within the bot; two installations of one integration differ in it. */
  alias: string;
};

export type BotpressClientOptions = {
  http: Http;
  /** Default `https://api.botpress.cloud`. Without a slash at the end. */
  baseUrl?: string;
  /** An Integration Access Key, never a personal token. */
  token: string;
  installation: BotpressInstallation;
  /** Default: ten calls at one time. Share one among the clients of one bot. */
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
  /** For each try; default that of the Http. */
  timeoutMs?: number;
};

export type Call = {
  operation: string;
  retryClass: RetryClass;
  method: HttpRequest['method'];
  path: string;
  query?: Record<string, string>;
  json?: unknown;
  options?: CallOptions | undefined;
};

export type Caller = (call: Call) => Promise<unknown>;

const publicUrl = 'https://api.botpress.cloud';

/** Calls the runtime API for one installation (contract botpress §5). */
export function createCaller({ baseUrl = publicUrl, token, installation, ...options }: BotpressClientOptions): Caller {
  const { budget = createBudget({}, options.clock) } = options;
  const runner = createRunner({ ...options, budget });
  const headers = {
    authorization: `Bearer ${token}`,
    'x-bot-id': installation.botId,
    'x-integration-id': installation.integrationId,
    'x-integration-alias': installation.alias,
  };
  return ({ method, path, query, json, options: given, ...call }) =>
    runner.run({
      ...call,
      ...(given?.signal && { signal: given.signal }),
      request: async () => ({
        method,
        url: `${baseUrl}/v1/chat${path}${query === undefined ? '' : `?${new URLSearchParams(query).toString()}`}`,
        headers,
        ...(json === undefined ? {} : { json }),
        ...(given?.timeoutMs === undefined ? {} : { timeoutMs: given.timeoutMs }),
      }),
      read: (response) => readAnswer(response, { isRead: call.retryClass === 'read' }),
    });
}

/**
 * A part of a path that cannot lead elsewhere.
 * @throws ClientError `invalid` for an empty part and for dots, which an address would swallow
 */
export function pathPart(part: string): string {
  if (part !== '' && part !== '.' && part !== '..') return encodeURIComponent(part);
  throw new ClientError('invalid', 'The call needs an id.', { retryable: false });
}
