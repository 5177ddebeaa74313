import type { EmulatorHost } from '@baton/emulator-kit';
import { ASSETS, CONTENT_POLICY } from './shell.ts';

export const widgetDemoPath = '/widget-demo';

/** A company's page that embeds the chat widget as any web site would, with a few of its JavaScript calls to try. */
export function registerWidgetDemo(app: EmulatorHost['app'], headers: Record<string, string>): void {
  app.get(widgetDemoPath, (_request, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .headers({ ...headers, 'content-security-policy': CONTENT_POLICY })
      .send(HTML),
  );
  app.get(`${ASSETS}/widget-demo.js`, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').headers(headers).send(SCRIPT),
  );
}

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Company Inc · Baton</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${ASSETS}/style.css">
<script defer src="${ASSETS}/widget-demo.js"></script>
</head>
<body class="beside">
<header class="bar"><a class="brand" href="/">Baton</a></header>
<main>
<h1>Company Inc</h1>
<p class="lead">A web site with the chat widget embedded. The buttons make the calls of <code>$zoho.salesiq</code> that a site makes; below is what the widget tells the site.</p>
<section class="card pad">
<form id="identity" class="row">
<label>Name <input id="name" autocomplete="off" value="John Doe"></label>
<label>E-mail <input id="email" type="email" autocomplete="off" value="john@company.com"></label>
<button type="submit">visitor.name, visitor.email</button>
</form>
<p class="row foot">
<button id="open" type="button">floatwindow.open()</button>
<button id="close" type="button">floatwindow.close()</button>
<button id="toggle" type="button">floatwindow.visible('toggle')</button>
<button id="start" type="button">visitor.question(…), chat.start()</button>
<button id="left" type="button">floatbutton.position('bottomleft')</button>
<button id="color" type="button">theme.color('#7a3fa0')</button>
<button id="convert" type="button">tracking.conversion(…)</button>
</p>
</section>
<section class="card pad" aria-labelledby="heard"><h2 id="heard">Events</h2><ol id="events" class="steps" role="log"></ol></section>
</main>
<noscript><p class="empty">This page needs JavaScript.</p></noscript>
</body>
</html>
`;

const SCRIPT = `'use strict';
window.$zoho = window.$zoho || {};
$zoho.salesiq = $zoho.salesiq || { ready() {} };
const el = (id) => document.getElementById(id);
const tell = (name, values) => {
  const item = document.createElement('li');
  item.dataset.event = name;
  item.textContent = name + ' ' + values.map((value) => typeof value === 'object' ? JSON.stringify(value) : String(value)).join(' ');
  el('events').prepend(item);
};
const identify = () => {
  $zoho.salesiq.visitor.name(el('name').value);
  $zoho.salesiq.visitor.email(el('email').value);
};
$zoho.salesiq.ready = () => {
  const siq = $zoho.salesiq;
  for (const name of ['chat.start', 'chat.end', 'message.received', 'operator.typing', 'widget.opened', 'widget.closed']) {
    siq.on(name, (...values) => tell(name, values));
  }
  for (const [group, name] of [['visitor', 'chat'], ['visitor', 'offlineMessage'], ['chat', 'attend'], ['chat', 'agentMessage'],
    ['chat', 'transferchat'], ['chat', 'accepttransfer'], ['floatbutton', 'click']]) {
    siq[group][name]((...values) => tell(group + '.' + name, values));
  }
  identify();
  siq.tracking.pageview(location.href);
  el('identity').addEventListener('submit', (event) => { event.preventDefault(); identify(); });
  el('open').addEventListener('click', () => siq.floatwindow.open());
  el('close').addEventListener('click', () => siq.floatwindow.close());
  el('toggle').addEventListener('click', () => siq.floatwindow.visible('toggle'));
  el('start').addEventListener('click', () => { siq.visitor.question('I forgot my password'); siq.chat.start(); });
  el('left').addEventListener('click', () => siq.floatbutton.position('bottomleft'));
  el('color').addEventListener('click', () => siq.theme.color('#7a3fa0'));
  el('convert').addEventListener('click', () => siq.tracking.conversion('signup_completed', { plan: 'enterprise' }));
  tell('ready', []);
};
fetch('/__emulator/connection').then((answer) => answer.json()).then(({ widgetCode }) => {
  const script = document.createElement('script');
  script.id = 'zsiqscript';
  script.defer = true;
  script.src = '/widget?wc=' + encodeURIComponent(widgetCode);
  document.body.append(script);
});
`;
