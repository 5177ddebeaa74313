import { consoleGaugeHelp } from '../../packages/gateway/dist/console/create-console.js';
import { gaugeHelp } from '../../packages/gateway/dist/health/vendor-health.js';
import { problems } from '../../packages/gateway/dist/http/problem.js';
import { createHttpServer } from '../../packages/gateway/dist/http/server.js';
import { counterHelp } from '../../packages/gateway/dist/metrics.js';
import { vendors } from '../../packages/gateway/dist/vendors/vendors.js';

export const path = 'docs/reference/http.md';

/** What each route is for; a route without words here, and words without a route, stop the build. */
const purposes = {
  'GET /webhook/salesiq': 'The address check of SalesIQ: 200, no body. HEAD as well.',
  'POST /webhook/salesiq':
    'A request of SalesIQ in any of the four shapes of contract salesiq §9.2. The header selects the check: `x-siqsignature`, `x-salesiq-signature` or `x-baton-secret`.',
  'GET /webhook/hubspot': 'The address check of HubSpot: 200, no body. HEAD as well.',
  'POST /webhook/hubspot':
    'Events of the custom channel (one) and of the app (a list of at most a hundred), signed with `x-hubspot-signature-v3` over the public address.',
  'GET /webhook/desk': 'The address check of Zoho Desk: 200, no body. HEAD as well.',
  'POST /webhook/desk':
    'Events of a subscription of Zoho Desk, proved by `x-zdesk-jwt`. Only ids are taken from the body; the ticket is read.',
  'GET /botpress': 'The address check: 200, no body. HEAD as well.',
  'POST /botpress': 'A call of Botpress to the installation named `default` (contract botpress §4).',
  'GET /botpress/:installation': 'The same check for an installation.',
  'POST /botpress/:installation': 'A call of Botpress to the installation of this name.',
  'GET /files/:token':
    'A file of an operator, by the link that the customer was sent: fetched from its desk each time, for a week. The link is the proof.',
  'GET /healthz': 'The process answers.',
  'GET /readyz': 'The node takes requests and the store takes writes; else 503, whose `detail` says why.',
  'GET /metrics':
    'Open work by kind, what was counted since the start, and how the vendors fare (below), for Prometheus.',
  'GET /console': 'The page of the agents (`docs/guides/console.md`).',
  'GET /console/assets/:file': 'Style sheet and scripts of that page.',
  'POST /console/api/sign-in':
    '`{login, password}`. Answers with the agent, and with `csrf`, which every write repeats as `x-baton-csrf`.',
  'POST /console/api/sign-out': 'Ends the session; chats of the agent wait for somebody else.',
  'GET /console/api/session': 'The same as signing in answers, for a page that is loaded again.',
  'PUT /console/api/availability': '`{availability}`: `online` takes chats, `away` does not.',
  'GET /console/api/board': 'Who waits (the longest first), who has which chat, and which agents are there.',
  'GET /console/api/over': 'Chats that are over, newest first; `limit` (1 to 200, else 50), `cursor`.',
  'GET /console/api/chats/:id': 'A chat with its newest 200 entries, summary, slots, and the timeline of its handoff.',
  'GET /console/api/chats/:id/entries': 'Entries before the one numbered `before`; `limit` from 1 to 200.',
  'GET /console/api/chats/:id/history':
    'What was said with the bot (or others) before the chat came here, in the same way.',
  'POST /console/api/chats/:id/accept': 'Takes a waiting chat. Of several agents one gets it, the others 409.',
  'POST /console/api/chats/:id/messages': '`{text, files}` to the customer; `files`: ids of uploaded ones.',
  'POST /console/api/chats/:id/notes': '`{text}`, seen by agents alone.',
  'POST /console/api/chats/:id/transfer':
    '`{agent_id, note}` to a colleague who is online, or `{desk, note}` to a later desk of the chain or `ticket`.',
  'POST /console/api/chats/:id/close': 'Ends the chat; the bot has the customer again.',
  'POST /console/api/chats/:id/typing': 'The customer is shown that somebody writes, where the channel can.',
  'POST /console/api/chats/:id/read': '`{seq}`: everything up to this entry was seen.',
  'POST /console/api/chats/:id/files':
    'The bytes as the body, at most 5 MB, `name` in the address. Answers with the id for a message.',
  'GET /console/api/files/:id': 'A file of a chat.',
  'GET /console/api/stream': 'Everything that happens, as server-sent events (below).',
  'GET /api/dead-letters': 'What was given up. Admin key (`authorization: Bearer …`), none in the demo.',
  'GET /api/handoffs':
    'Wishes for a human, newest first: which desk, when, and how each ended. `limit` (1 to 200, else 100), `cursor` (the `next_cursor` of the page before). Admin key, none in the demo.',
  'GET /api/handoffs/:key':
    'One of them with its timeline: asked, left out and why, accepted, first word, passed on, ended and why. Admin key, none in the demo.',
  'POST /api/dead-letters/:id/replay': 'Has it done after all. Admin key, none in the demo.',
};

/** Routes and problem documents of the gateway. */
export async function render() {
  const routes = await listRoutes();
  const known = Object.keys(purposes);
  const different = [
    ...routes.filter((route) => !known.includes(route)),
    ...known.filter((route) => !routes.includes(route)),
  ];
  if (different.length > 0)
    throw new Error(`tools/references/http.mjs and the gateway's routes differ in: ${different.join(', ')}`);
  return [
    '# HTTP surface of the gateway',
    '',
    'Generated by `npm run docs` from the routes that are registered and from `packages/gateway/src/http/problem.ts`.',
    '',
    '| Route | What it does |',
    '| --- | --- |',
    ...known.map((route) => `| \`${route}\` | ${purposes[route]} |`),
    '',
    ...flatChannel,
    ...consoleApi,
    '## Counters',
    '',
    'They begin at nothing with each start of the process. Every refused webhook is also a log line `webhook-refused` (the first of each reason',
    'in a minute), with what to check first; the sender is told nothing of it.',
    '',
    '| Counter | What it counts |',
    '| --- | --- |',
    ...Object.entries(counterHelp).map(([name, help]) => `| \`${name}\` | ${help} |`),
    '',
    '## Vendors',
    '',
    'By `vendor` and `part`, of each that was called since the start.',
    '',
    '| Gauge | What it tells |',
    '| --- | --- |',
    ...Object.entries(gaugeHelp).map(([name, help]) => `| \`${name}\` | ${help} |`),
    '',
    '## Console',
    '',
    '| Gauge | What it tells |',
    '| --- | --- |',
    ...Object.entries(consoleGaugeHelp).map(([name, help]) => `| \`${name}\` | ${help} |`),
    '',
    '## Problem documents',
    '',
    'Every refusal is an `application/problem+json` document (RFC 9457) whose `type` is `urn:baton:problem:<code>`. A 503 carries `Retry-After`.',
    'There is no 410: SalesIQ would switch the webhook off.',
    '',
    '| Code | Status | Title |',
    '| --- | --- | --- |',
    ...Object.entries(problems).map(([code, { status, title }]) => `| \`${code}\` | ${status} | ${title} |`),
    '',
  ].join('\n');
}

const flatChannel = [
  '## The flat channel',
  '',
  'What goes in and comes out, whose chat it is, waiting, repeating, and whole programs: [your own chat, over JSON](../guides/flat.md).',
  '',
];

const consoleApi = [
  '## The API of the console',
  '',
  'For agents, under `/console/api` of a gateway that has the console. A session is the cookie `baton_console` (HttpOnly, SameSite=Strict); every write',
  'also repeats `csrf` as `x-baton-csrf` and, from a browser, comes from the same origin. After five wrong passwords for one login from one address, or',
  'twenty from anywhere, there is a pause of a quarter of an hour.',
  '',
  'What is done in a chat (`accept`, `messages`, `notes`, `transfer`, `close`, `files`) has an `Idempotency-Key` of its own: letters, digits and `_ . : -`, at',
  'most 100. Repeat a request that was not answered with the same key, and it is done once. An answer of 2xx means that it is committed, both in the',
  'chat and for the customer.',
  '',
  '`GET /console/api/stream` sends each entry of any chat as `data: {seq, chat_id, type, at, key, …}` with `id: <seq>`. Numbers have no gap within the',
  'installation. Who comes again with `Last-Event-ID` (browsers do so by themselves), to whichever node, gets everything after that number; `?after=` says',
  'the same. `event: hello` begins, `event: reset` says that more than 5,000 are missing and the page has to load anew, `event: signed-out` that the session has',
  'ended. A comment line comes every 15 s. An agent whose streams are all gone for 50 s counts as absent: their chats wait for somebody else, and when',
  'nobody is online those who wait go on to the next desk.',
  '',
];

/** Every way in, whether it is configured here or not. */
function makeAdapters() {
  // What is read at once has to be there.
  const nothing = {
    isDemo: false,
    read: () => null,
    require: () => ({ BOTPRESS_INSTALLATIONS: [], DESK_API_URL: 'http://127.0.0.1' }),
  };
  const parts = vendors.flatMap((vendor) => vendor.parts.filter(({ kind }) => kind === 'inbound'));
  return parts.map((part) => part.make(nothing, {}));
}

async function listRoutes() {
  const server = createHttpServer({
    guard: { isDemo: false },
    health: { render: () => [] },
    limits: { perAddressMax: 1 },
    adminKey: 'set',
    adapters: makeAdapters(),
    publicUrl: null,
    counters: {},
    now: () => new Date(),
    deadLetters: {},
    handoffs: {},
    console: { api: {} },
    ingest: {},
    readiness: {},
    logger: {},
  });
  await server.ready();
  const tree = server.printRoutes({ commonPrefix: false });
  await server.close();
  // The tree is indented by four characters a level; a route's address is that of its ancestors and its own part.
  const parts = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent, part, methods] = /^([│ ]*)[├└]── (\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
    if (part === undefined) return [];
    parts.splice(indent.length / 4, parts.length, part);
    const verbs = (methods ?? '').split(', ').filter((method) => method !== '' && method !== 'HEAD');
    return verbs.map((method) => `${method} ${parts.join('')}`);
  });
}
