import { type DeskKey, deskKeyIdOf, readDeskKeys } from '@baton/client-webhooks';
import { ClientError, type Clock, type Http, systemClock } from '@baton/http-kit';
import { dataCentres } from '../accounts/data-centres.ts';

export type DeskKeySet = {
  /** The keys with which this token can be checked; fetched when its key is not among the kept ones. */
  keysFor(token: string): Promise<readonly DeskKey[]>;
};

/** Desk waits 5 seconds for an answer in all. */
const timeoutMs = 2_000;
/** How often tokens with unknown keys, which anybody can make up, may bring about a fetch. */
const pauseMs = 60_000;

/**
 * The public keys of Desk's deliveries (contract zoho-desk §10.3), kept by their ids. Fetched from hosts of the table, addresses of
 * this machine and those named as trusted only.
 * @throws ClientError `misconfigured` for any other host
 * @example const keySet = createDeskKeySet({ http: createHttp(), deskUrl: findDataCentre('in').deskUrl });
 */
export function createDeskKeySet(options: {
  http: Http;
  deskUrl: string;
  trustedDeskUrls?: readonly string[];
  clock?: Clock;
}): DeskKeySet {
  const { http, deskUrl, trustedDeskUrls = [], clock = systemClock } = options;
  checkDeskUrl(deskUrl, trustedDeskUrls);
  let keys: readonly DeskKey[] = [];
  let fetchedAt = Number.NEGATIVE_INFINITY;
  let inFlight: Promise<void> | null = null;
  const fetchKeys = async (): Promise<void> => {
    fetchedAt = clock.now();
    const { status, body } = await http.send({ method: 'GET', url: `${deskUrl}/.well-known/jwks.json`, timeoutMs });
    const found = status === 200 ? readDeskKeys(body) : [];
    if (found.length > 0) keys = found;
  };
  return {
    keysFor: async (token) => {
      const kid = deskKeyIdOf(token);
      const isKnown = keys.some((key) => key.kid === kid);
      if (kid !== null && !isKnown && (inFlight !== null || clock.now() - fetchedAt >= pauseMs)) {
        inFlight ??= fetchKeys().finally(() => {
          inFlight = null;
        });
        await inFlight;
      }
      return keys;
    },
  };
}

function checkDeskUrl(url: string, trusted: readonly string[]): void {
  const isKnown = dataCentres.some((entry) => entry.deskUrl === url) || trusted.includes(url);
  const isLoopback = URL.canParse(url) && ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);
  if (isKnown || isLoopback) return;
  throw new ClientError('misconfigured', 'Keys are not fetched from a host that is not Zoho Desk’s.', {
    retryable: false,
    fix: 'Take the Desk host of the data centre.',
  });
}
