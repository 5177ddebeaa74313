import { type EmulatorHost, webhookKinds } from '@baton/emulator-kit';
import { registerControls } from './controls.ts';
import type { HubSpot } from './hubspot.ts';
import { createLimits } from './limits.ts';
import { registerAuthorize } from './oauth/authorize.ts';
import { registerTokenEndpoint } from './oauth/token-endpoint.ts';
import { registerTokenInfo } from './oauth/token-info.ts';
import { registerRoute } from './route.ts';
import { accountWideRoutes } from './routes/account-wide.ts';
import { accountRoutes } from './routes/accounts.ts';
import { channelRoutes } from './routes/channels.ts';
import { contactRoutes } from './routes/contacts.ts';
import { fileRoutes, registerDownload } from './routes/files.ts';
import { messageRoutes } from './routes/messages.ts';
import { threadMessageRoutes } from './routes/thread-messages.ts';
import { threadRoutes } from './routes/threads.ts';
import { visitorTokenRoutes } from './routes/visitor-tokens.ts';
import { webhookSettingRoutes } from './routes/webhook-settings.ts';
import type { AppRow, PortalRow } from './rows.ts';
import { type HubSpotSeed, plantPortal } from './seed.ts';
import { openSettings } from './settings.ts';
import { openTables } from './tables.ts';
import { createAppEvents } from './webhooks/app-events.ts';
import { operationOf, Sender } from './webhooks/sender.ts';

/** A HubSpot account with inboxes, custom channels and contacts (contract hubspot). It gives out its tokens itself. */
export function registerHubSpot(host: EmulatorHost, { seed = null }: { seed?: HubSpotSeed | null } = {}): void {
  const tables = openTables(host);
  const settings = openSettings(host);
  const portal = (): PortalRow => one(tables.portals.list());
  const app = (): AppRow => one(tables.apps.list());
  const sender = new Sender({ host, tables, settings, app });
  const events = createAppEvents({ host, tables, settings, app, portal, sender });
  const hubspot: HubSpot = {
    ...{ host, tables, settings, portal, app },
    now: () => host.clock.now().toISOString(),
    tellChannel: (channelId, lane, event) => {
      const url = tables.channels.get(channelId)?.webhookUrl;
      if (url !== null && url !== undefined) sender.send({ kind: 'channel', url, lane, write: () => event });
    },
    tellApp: events.add,
  };
  const plan = host.plant('hubspot', () => plantPortal(hubspot, seed));
  const settle = async (): Promise<void> => {
    events.flush();
    await sender.settle();
  };
  registerRoutes(hubspot, settle);
  registerControls(hubspot, { sender, events });
  for (const kind of ['channel', 'app'] as const)
    host.faultPoint({ vendor: 'hubspot', operation: operationOf(kind), kinds: webhookKinds });
  contributeConnection(hubspot, () => String(plan.rows('refresh-tokens')[0]?.['token'] ?? ''));
  const clear = (): void => {
    events.clear();
    sender.clear();
  };
  const resume = (): void => {
    sender.resume();
    events.resume();
  };
  host.onReset(clear);
  host.onRestore(() => {
    clear();
    resume();
  });
  host.onClose(async () => {
    events.clear();
    await sender.close();
  });
  resume();
}

function one<T>([row]: T[]): T {
  if (row === undefined) throw new Error('The HubSpot account has lost its data.');
  return row;
}

function registerRoutes(hubspot: HubSpot, settle: () => Promise<void>): void {
  registerAuthorize(hubspot);
  registerTokenEndpoint(hubspot);
  registerTokenInfo(hubspot);
  const limits = createLimits(hubspot.host, hubspot.settings);
  const routes = [
    ...[channelRoutes(hubspot), accountRoutes(hubspot), messageRoutes(hubspot, settle), threadRoutes(hubspot)],
    ...[threadMessageRoutes(hubspot), accountWideRoutes(hubspot), contactRoutes(hubspot), fileRoutes(hubspot)],
    ...[visitorTokenRoutes(), webhookSettingRoutes(hubspot)],
  ];
  for (const route of routes.flat()) registerRoute(hubspot, limits, route);
  registerDownload(hubspot);
}

/** What a gateway needs to know of this account. */
function contributeConnection(hubspot: HubSpot, refreshToken: () => string): void {
  hubspot.host.contributeConnection('hubspot', () => {
    const { id: appId, clientId, clientSecret, developerKey } = hubspot.app();
    const inboxOf = (type: string): string => hubspot.tables.inboxes.find((row) => row.type === type)?.id ?? '';
    return {
      ...{ portalId: hubspot.portal().id, appId, clientId, clientSecret, developerKey },
      ...{ refreshToken: refreshToken(), inboxId: inboxOf('INBOX'), helpDeskInboxId: inboxOf('HELP_DESK') },
    };
  });
}
