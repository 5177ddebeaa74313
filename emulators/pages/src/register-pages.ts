import type { EmulatorHost } from '@baton/emulator-kit';
import { registerAssets } from './assets.ts';
import { pages } from './pages.ts';
import { contentPolicy, renderPage } from './render-page.ts';
import { startPage } from './start-page.ts';
import { registerWidgetDemo, widgetDemoPath } from './widget-demo.ts';

const assetHeaders = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' };
const pageHeaders = { ...assetHeaders, 'content-security-policy': contentPolicy };

/**
 * Serves the pages on which people play the story by hand: visitor, operator, HubSpot inbox, mailbox, tickets and journal, each when its vendor is
 * there, and the page at `/` that leads to them. Returns their paths.
 */
export function registerPages(host: EmulatorHost, vendors: readonly string[]): string[] {
  const present = pages.filter(({ vendor }) => vendor === null || vendors.includes(vendor));
  for (const page of present) {
    const html = renderPage(page, present);
    host.app.get(`/${page.name}`, (_request, reply) =>
      reply.type('text/html; charset=utf-8').headers(pageHeaders).send(html),
    );
  }
  const hasWidget = vendors.includes('salesiq');
  if (hasWidget) registerWidgetDemo(host, pageHeaders);
  registerAssets(host, assetHeaders);
  const paths = [...present.map(({ name }) => `/${name}`), ...(hasWidget ? [widgetDemoPath] : [])];
  host.page('/', () => startPage(paths));
  return paths;
}
