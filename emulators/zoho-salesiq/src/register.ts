import { type EmulatorHost, webhookKinds } from '@baton/emulator-kit';
import { registerControls } from './controls.ts';
import { connectGateway, type GatewayAddresses } from './gateway-link.ts';
import { LifeCycle } from './lifecycle/life-cycle.ts';
import { createTransfers } from './lifecycle/transfer.ts';
import { createSalesIqStore, type StoreOptions } from './open-store.ts';
import type { SalesIqParts } from './parts.ts';
import { registerCallbacks } from './routes/callbacks.ts';
import { registerConversationExtras } from './routes/conversation-extras.ts';
import { registerConversations } from './routes/conversations.ts';
import { registerFallback } from './routes/fallback.ts';
import { registerPortal } from './routes/portal.ts';
import { registerPortalExtras } from './routes/portal-extras.ts';
import { registerSeedChats } from './routes/seed-chats.ts';
import { registerSeedExtras } from './routes/seed-extras.ts';
import { registerSeedOperators } from './routes/seed-operators.ts';
import { registerSeedPortal } from './routes/seed-portal.ts';
import { registerSeedVisitors } from './routes/seed-visitors.ts';
import { registerVisitorApi } from './routes/visitor-v1.ts';
import { registerWebhooks } from './routes/webhooks.ts';
import { BOT_KEY_OWNER } from './seed.ts';
import type { SalesIqStore } from './store.ts';
import { createAnnounce } from './webhooks/announce.ts';
import { WEBHOOK_OPERATION, WebhookSender } from './webhooks/sender.ts';
import { registerWidget } from './widget/routes.ts';
import { createBotCaller } from './zobot/caller.ts';
import { ZobotDriver } from './zobot/driver.ts';

export type { GatewayAddresses } from './gateway-link.ts';
export type { SalesIqSettings } from './settings.ts';

export interface SalesIqEmulator {
  /** Points the bot and the demo webhook at a gateway; waits up to 30 seconds for it to answer HEAD. */
  configureGateway(addresses: GatewayAddresses): Promise<void>;
}

/** Puts the SalesIQ emulator on a host. */
export function registerSalesIq(host: EmulatorHost, options: StoreOptions = {}): SalesIqEmulator {
  const store = createSalesIqStore(host, options);
  const closing = new AbortController();
  const sender = new WebhookSender(store);
  host.faultPoint({ vendor: 'salesiq', operation: WEBHOOK_OPERATION, kinds: webhookKinds });
  const announce = createAnnounce(store, sender);
  const cycle = new LifeCycle(store, announce);
  const caller = createBotCaller(store);
  const driver = new ZobotDriver({ store, cycle, caller });
  const transfers = createTransfers(store, announce);
  const typing = new Map<string, number>();
  const parts: SalesIqParts = { store, announce, sender, cycle, transfers, driver, typing, closing: closing.signal };

  registerRoutes(parts);
  contributeConnection(store);
  const clear = () => {
    cycle.clear();
    driver.clear();
    sender.clear();
  };
  host.onReset(clear);
  host.onClose(async () => {
    closing.abort();
    caller.close();
    clear();
    await sender.close();
  });
  const resume = () => {
    cycle.resume();
    driver.resume();
    sender.resume();
  };
  host.onRestore(() => {
    clear();
    resume();
  });
  resume();
  return { configureGateway: (addresses) => connectGateway(parts, addresses) };
}

function registerRoutes(parts: SalesIqParts): void {
  registerConversations(parts);
  registerVisitorApi(parts);
  registerCallbacks(parts);
  registerWebhooks(parts);
  registerPortal(parts.store);
  registerSeedChats(parts);
  registerSeedVisitors(parts);
  registerSeedPortal(parts);
  registerSeedOperators(parts.store);
  registerSeedExtras(parts.store);
  registerConversationExtras(parts);
  registerPortalExtras(parts.store);
  registerFallback(parts.store);
  registerControls(parts);
  registerWidget(parts);
}

/** What a gateway needs to know of this portal. */
function contributeConnection(store: SalesIqStore): void {
  const { host, tables } = store;
  const signingKeys = () => {
    const demo = tables.webhooks.find((row) => row.isDemo);
    const bot = tables.keys.find((row) => row.owner === BOT_KEY_OWNER);
    const event = tables.keys.get(demo?.keyIds[0] ?? '');
    return [event, bot].flatMap((key) => (key ? [key.publicKey] : []));
  };
  host.contributeConnection('screenName', () => store.portal().screenName);
  host.contributeConnection('appId', () => tables.apps.list()[0]?.id ?? '');
  host.contributeConnection('salesiqDepartmentId', () => tables.departments.list()[0]?.id ?? '');
  host.contributeConnection('webhookPublicKeys', signingKeys);
  host.contributeConnection('webhookHmacSecret', () => store.portal().hmacSecret);
}
