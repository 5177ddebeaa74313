import type { EmulatorHost } from '@baton/emulator-kit';
import { registerControls } from './controls.ts';
import { createCredits } from './credits.ts';
import type { Desk } from './desk.ts';
import { registerRoute } from './route.ts';
import { commentRoutes } from './routes/comments.ts';
import { contactRoutes } from './routes/contacts.ts';
import { fileRoutes } from './routes/files.ts';
import { portalRoutes } from './routes/portal.ts';
import { tagRoutes } from './routes/tags.ts';
import { threadRoutes } from './routes/threads.ts';
import { ticketRecordRoutes } from './routes/ticket-record.ts';
import { ticketRoutes } from './routes/tickets.ts';
import { webhookRoutes } from './routes/webhooks.ts';
import { type DeskTables, openDeskTables, organizationId } from './rows.ts';
import { type DeskSeed, plantPortal } from './seed.ts';
import { openDeskSettings } from './settings.ts';
import { ticketWire } from './ticket-wire.ts';
import { gatewayWebhookId, subscribeGateway } from './webhooks/gateway-link.ts';
import { createSender } from './webhooks/sender.ts';
import { createSigner } from './webhooks/signing.ts';

export type DeskEmulator = {
  /** Subscribes the address of a gateway's webhook, in place of the one before. */
  configureGateway(url: string): void;
};

/** Zoho Desk API v1 (contract zoho-desk). */
export function registerDesk(host: EmulatorHost, { seed = null }: { seed?: DeskSeed | null } = {}): DeskEmulator {
  const tables: DeskTables = openDeskTables(host, (row) => ({ ...ticketWire(tables, row), tags: row.tags }));
  const settings = openDeskSettings(host);
  const signer = createSigner(host);
  const sender = createSender(host, tables, signer);
  host.onClose(() => sender.settle());
  host.contributeConnection('deskOrgId', () => organizationId);
  host.contributeConnection('deskWebhookId', () => gatewayWebhookId);
  const desk: Desk = {
    host,
    tables,
    settings,
    now: () => host.clock.now().toISOString(),
    agent: () => {
      const [first] = tables.agents.list();
      if (first === undefined) throw new Error('The portal has no agent.');
      return first;
    },
    publish: sender.publish,
  };
  host.plant('desk', () => plantPortal(desk, seed));
  const credits = createCredits(host, settings);
  for (const routes of [contactRoutes, ticketRoutes, ticketRecordRoutes, commentRoutes, threadRoutes, tagRoutes])
    for (const route of routes(desk)) registerRoute(desk, credits, route);
  for (const routes of [fileRoutes, portalRoutes, webhookRoutes])
    for (const route of routes(desk)) registerRoute(desk, credits, route);
  host.operation({
    vendor: 'desk',
    name: 'desk.jwks',
    method: 'GET',
    path: '/.well-known/jwks.json',
    fidelity: 'documented',
    source: 'zoho-desk.md §10.3',
    handle: () => ({ status: 200, body: signer.jwks() }),
  });
  registerControls(desk, sender);
  return { configureGateway: (url) => subscribeGateway(desk, url) };
}
