import pg from 'pg';
import { codeOf, toConnectError, toTimeout } from '../failures/unavailable.ts';
import { type ServerLimits, tearDown, toClientConfig } from './bounded-pool.ts';

const subscribeAgainMs = 1_000;
const closeMs = 1_000;

/**
 * Listens for work on a connection of its own, and on a new one when that breaks. Between the two, polling finds the work. `onNotice` is told
 * who sent the notice; null when there may have been any.
 */
export async function keepSubscribed(
  url: string,
  limits: ServerLimits,
  onNotice: (sender: string | null) => void,
): Promise<{ close(): Promise<void> }> {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let client = await subscribe(url, limits, onNotice);
  const watch = (): void => {
    client.once('end', () => {
      if (!isClosed) timer = setTimeout(again, subscribeAgainMs);
    });
  };
  const again = (): void => {
    subscribe(url, limits, onNotice).then(
      (fresh) => {
        client = fresh;
        if (isClosed) tearDown(fresh);
        else watch();
        onNotice(null);
      },
      () => {
        if (!isClosed) timer = setTimeout(again, subscribeAgainMs);
      },
    );
  };
  watch();
  return {
    close: async () => {
      isClosed = true;
      clearTimeout(timer);
      const late = setTimeout(() => tearDown(client), closeMs);
      await client.end();
      clearTimeout(late);
    },
  };
}

async function subscribe(
  url: string,
  limits: ServerLimits,
  onNotice: (sender: string | null) => void,
): Promise<pg.Client> {
  const client = new pg.Client(toClientConfig(url, limits));
  client.on('error', () => undefined);
  client.on('notification', ({ payload }) => onNotice(payload ?? null));
  const timer = setTimeout(() => tearDown(client), limits.connectMs + limits.operationMs);
  try {
    await client.connect();
    await client.query('listen baton_work');
    return client;
  } catch (error) {
    tearDown(client);
    throw toConnectError(codeOf(error) === null ? toTimeout(error) : error);
  } finally {
    clearTimeout(timer);
  }
}
