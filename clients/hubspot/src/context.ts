import {
  type Budget,
  type Call,
  type CallerOptions,
  ClientError,
  createBudget,
  createCaller,
  createPages,
  list,
  member,
  type Pages,
  text,
  toPath,
} from '@baton/http-kit';
import { readDeveloperAnswer, readHubSpotAnswer } from './answers.ts';
import { type HubSpotPaths, type HubSpotVersions, hubSpotVersions, toPaths } from './versions.ts';

export type HubSpotOptions = Omit<CallerOptions, 'baseUrl'> & {
  /** Default `https://api.hubapi.com`; without a slash at the end. */
  baseUrl?: string;
  /** Needed for `channels` alone: the key of Development → Keys, which is none of an account. */
  developer?: { key: string; appId: string };
  /** Other versions than those of `hubSpotVersions`. */
  versions?: Partial<HubSpotVersions>;
  /** Hosts besides HubSpot's own and that of `baseUrl` from which files are fetched. */
  trustedFileHosts?: readonly string[];
};

export type HubSpotCall = Omit<Call, 'retryClass' | 'tokens'> & {
  /** Default: `read` for GET, else `unsafe`. */
  retryClass?: Call['retryClass'];
  at?: Record<string, string>;
  /** Counts against the limit of searches too. */
  isSearch?: boolean;
};

export type HubSpotList<Item> = Omit<HubSpotCall, 'method'> & {
  decode(row: unknown): Item;
  /** Rows per page. */
  limit: number;
  /** With the developer key instead of a token. */
  isDeveloper?: boolean;
};

export type HubSpotContext = {
  paths: HubSpotPaths;
  versions: HubSpotVersions;
  call(call: HubSpotCall): Promise<unknown>;
  /** With the developer key, which travels in the address. @throws ClientError `unsupported` without one */
  callAsDeveloper(call: HubSpotCall): Promise<unknown>;
  pages<Item extends { id: string }>(list: HubSpotList<Item>): Pages<Item>;
};

export const hubSpotApiUrl = 'https://api.hubapi.com';

/** 80 % of what an installing account allows an app (contract hubspot §11). */
const burst = { callsMax: 88, windowMs: 10_000 };
/** Searches have a limit of their own: 5 a second, 4 by older texts. */
const searchBurst = { callsMax: 4, windowMs: 1_000 };
const concurrencyMax = 10;

export function createHubSpotContext(given: HubSpotOptions): HubSpotContext {
  const budget = given.budget ?? createBudget({ concurrencyMax, burst }, given.clock);
  const options = { ...given, budget, baseUrl: (given.baseUrl ?? hubSpotApiUrl).replace(/\/$/, '') };
  const common = {
    concurrencyMax,
    scheme: 'Bearer',
    refusedFix: 'A new token was refused as well: connect the account again.',
    headers: { accept: 'application/json' },
    leftHeaders: ['x-hubspot-ratelimit-remaining'],
  };
  const send = createCaller(options, { ...common, read: readHubSpotAnswer });
  const sendAsDeveloper = createCaller(options, { ...common, read: readDeveloperAnswer });
  const searches: Budget = createBudget({ concurrencyMax, burst: searchBurst }, given.clock);
  const versions = { ...hubSpotVersions, ...given.versions };
  const context: HubSpotContext = {
    paths: toPaths(versions),
    versions,
    call: (call) => (call.isSearch === true ? searches.run(() => send(toCall(call))) : send(toCall(call))),
    callAsDeveloper: async (call) => {
      if (given.developer === undefined) throw withoutKey();
      const query = { hapikey: given.developer.key, appId: given.developer.appId, ...call.query };
      return sendAsDeveloper({ ...toCall({ ...call, query }), tokens: null });
    },
    pages: ({ decode, limit, isDeveloper = false, ...list }) =>
      createHubSpotPages(context, { decode, limit, isDeveloper, ...list }),
  };
  return context;
}

function createHubSpotPages<Item extends { id: string }>(
  context: HubSpotContext,
  { decode, limit, isDeveloper, ...given }: HubSpotList<Item>,
): Pages<Item> {
  const call = isDeveloper === true ? context.callAsDeveloper : context.call;
  return createPages({
    start: '',
    fetch: async (after: string) => {
      const query = { ...given.query, limit: String(limit), ...(after === '' ? {} : { after }) };
      const page = await call({ ...given, method: 'GET', query });
      const next = text(member(member(page, 'paging'), 'next'), 'after');
      return { items: list(page, 'results').map(decode), next: next === '' ? null : next };
    },
    id: (item) => item.id,
  });
}

const toCall = ({ at = {}, path, isSearch: _isSearch, ...rest }: HubSpotCall): Call => ({
  retryClass: rest.method === 'GET' ? 'read' : 'unsafe',
  ...rest,
  operation: `hubspot.${rest.operation}`,
  path: toPath(path, at),
});

const withoutKey = (): ClientError =>
  new ClientError('unsupported', 'Channels are registered with the developer key of the app; there is none.', {
    retryable: false,
    fix: 'Give `developer: { key, appId }`.',
  });
