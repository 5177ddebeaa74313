import {
  type Budget,
  type Caller,
  type CallReport,
  type Clock,
  createCaller as createTokenCaller,
  type Http,
  type RetryPolicy,
  type TokenSource,
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
  /** Default: fifty calls at one time. Share one among the clients of one bot. */
  budget?: Budget;
  retry?: RetryPolicy;
  /** Told of each try. */
  onCall?: (report: CallReport) => void;
  clock?: Clock;
  random?: () => number;
};

const publicUrl = 'https://api.botpress.cloud';

/** Botpress names no limit. When two hundred chats are handed over at once, each asks for four things before Botpress stops waiting. */
const concurrencyMax = 50;

/** Calls the runtime API for one installation (contract botpress §5). */
export function createCaller({ baseUrl = publicUrl, token, installation, ...options }: BotpressClientOptions): Caller {
  const headers = {
    'x-bot-id': installation.botId,
    'x-integration-id': installation.integrationId,
    'x-integration-alias': installation.alias,
  };
  return createTokenCaller(
    { ...options, baseUrl: `${baseUrl}/v1/chat`, tokens: always(token) },
    { read: readAnswer, concurrencyMax, scheme: 'Bearer', refusedFix: '', headers },
  );
}

/** An access key is good until somebody takes it away; there is no other one to be had. */
const always = (token: string): TokenSource => ({
  token: () => Promise.resolve(token),
  invalidate: () => Promise.resolve(),
});
