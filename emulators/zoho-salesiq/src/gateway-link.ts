import { ControlError } from '@baton/emulator-kit';
import type { SalesIqParts } from './parts.ts';
import { waitForHeadCheck } from './webhooks/head-check.ts';

/** Where the gateway of this run listens. Kept in memory only: ports may change between two starts. */
export interface GatewayAddresses {
  /** Called for every message while the bot holds a chat. */
  zobotUrl: string;
  /** Gets the events of the demo webhook. */
  webhookUrl: string;
}

const HEAD_CHECK_MS = 30_000;

/**
 * Points the bot and the demo webhook at a gateway and sends what waited. Both addresses must answer HEAD with 200
 * within 30 seconds. Throws a ControlError (502) otherwise.
 */
export async function connectGateway(parts: SalesIqParts, addresses: GatewayAddresses): Promise<void> {
  const { store, sender } = parts;
  for (const url of new Set([addresses.webhookUrl, addresses.zobotUrl])) {
    const isThere = await waitForHeadCheck(url, { timeoutMs: HEAD_CHECK_MS, signal: parts.closing });
    if (!isThere) {
      throw new ControlError(502, 'head-check-failed', `${url} did not answer HEAD with 200; start the gateway first.`);
    }
  }
  Object.assign(store.addresses, addresses);
  const demo = store.tables.webhooks.find((row) => row.isDemo);
  if (demo) store.tables.webhooks.update(demo.id, { status: 'enabled' });
  sender.resume();
}
