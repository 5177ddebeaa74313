import type { EmulatorHost } from '@baton/emulator-kit';
import { journalPage } from './journal-page.ts';
import { mailboxPage } from './mailbox-page.ts';
import { operatorPage } from './operator-page.ts';
import { ASSETS, assets, CONTENT_POLICY, renderPage } from './shell.ts';
import { startPage } from './start-page.ts';
import { ticketsPage } from './tickets-page.ts';
import { visitorPage } from './visitor-page.ts';
import { registerWidgetDemo, widgetDemoPath } from './widget-demo.ts';

const allPages = [visitorPage, operatorPage, mailboxPage, ticketsPage, journalPage];

/**
 * Serves the pages on which people play the story by hand: visitor, operator, mailbox, tickets and journal, each when its vendor is
 * there, and the page at `/` that leads to them. Returns their paths.
 */
export function registerPages(host: EmulatorHost, vendors: readonly string[]): string[] {
  const { app } = host;
  const pages = allPages.filter(({ vendor }) => vendor === null || vendors.includes(vendor));
  const headers = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-cache' };
  for (const page of pages) {
    const html = renderPage(page, pages);
    app.get(page.path, (_request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .headers({ ...headers, 'content-security-policy': CONTENT_POLICY })
        .send(html),
    );
  }
  if (vendors.includes('salesiq')) registerWidgetDemo(app, headers);
  for (const [name, { type, text }] of assets(pages)) {
    app.get(`${ASSETS}/${name}`, (_request, reply) => reply.type(type).headers(headers).send(text));
  }
  const demo = vendors.includes('salesiq') ? [widgetDemoPath] : [];
  const paths = [...pages.map(({ path }) => path), ...demo];
  host.page('/', () => startPage(paths));
  return paths;
}
