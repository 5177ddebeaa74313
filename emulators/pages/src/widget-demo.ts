import type { EmulatorHost } from '@baton/emulator-kit';
import { headOf, readHtml } from './assets.ts';

export const widgetDemoPath = '/widget-demo';

/** A company's page that embeds the chat widget as any web site would, with a few of its JavaScript calls to try. */
export function registerWidgetDemo({ app }: EmulatorHost, headers: Record<string, string>): void {
  const html = `<!doctype html>
<html lang="en">
<head>
${headOf('Company Inc', 'widget-demo')}
</head>
${readHtml('widget-demo')}
</html>
`;
  app.get(widgetDemoPath, (_request, reply) => reply.type('text/html; charset=utf-8').headers(headers).send(html));
}
