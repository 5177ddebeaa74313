import type { Page } from './shell.ts';

const BODY = `
<form id="filter" class="tools" role="search">
<label class="plain"><span class="unseen">Search</span><input id="text" type="search" placeholder="Search in operation, path and body" autocomplete="off"></label>
<label class="plain"><span class="unseen">Vendor</span><select id="vendor"><option value="">All vendors</option></select></label>
<span id="count" class="dim" role="status"></span>
</form>
<div class="card"><div id="requests" class="requests"></div>
<div id="nothing" class="empty"><strong>No request</strong>What the gateway asks of the vendors appears here. Start on the <a href="/visitor">visitor page</a>.</div>
<div id="rest" class="empty" hidden><button id="more" type="button">Show older requests</button></div></div>`;

const SCRIPT = `
let all = [];
let shownMax = 100;
const pretty = (text) => { try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; } };
const statusBadge = ({ status }) => status === null ? badge('no answer', { level: 'bad' }) : badge(String(status), { level: status < 400 ? 'good' : 'bad' });
const inside = (row) => make('div', 'inside',
  facts({ Request: row.method + ' ' + row.path, Vendor: row.vendor, Fault: row.fault, 'SHA-256 of the body': row.bodyHash }),
  ...(Object.keys(row.query || {}).length > 0 ? [make('h3', '', 'Query'), facts(row.query)] : []),
  ...(row.body ? [make('h3', '', 'Body'), make('pre', 'code', pretty(row.body))] : []));
const showRequest = (row) => {
  const what = make('div', 'what', row.operation || row.vendor, make('span', '', row.path));
  const marks = make('div', 'row', row.fault ? make('span', 'badge fault', row.fault) : null, statusBadge(row));
  const details = make('details', '', make('summary', '', clock(row.at, { timeStyle: 'medium' }), make('span', 'method', row.method), what, marks));
  details.addEventListener('toggle', () => { if (details.open && details.children.length === 1) details.append(inside(row)); });
  return details;
};
const offerVendors = () => {
  const known = new Set([...el('vendor').options].map(({ value }) => value));
  for (const vendor of new Set(all.map((row) => row.vendor))) {
    if (known.has(vendor)) continue;
    const option = make('option', '', vendor);
    option.value = vendor;
    el('vendor').append(option);
  }
};
const show = () => {
  const text = el('text').value.trim().toLowerCase();
  const vendor = el('vendor').value;
  const rows = all.filter((row) => (vendor === '' || row.vendor === vendor)
    && (text === '' || (row.operation + ' ' + row.method + ' ' + row.path + ' ' + row.body).toLowerCase().includes(text)));
  put(el('count'), rows.length === 1 ? '1 request' : rows.length + ' requests');
  el('nothing').hidden = rows.length > 0;
  el('rest').hidden = rows.length <= shownMax;
  sync(el('requests'), rows.slice(0, shownMax), { id: (row) => row.id, show: showRequest });
};
el('filter').addEventListener('submit', (event) => event.preventDefault());
el('filter').addEventListener('input', show);
el('more').addEventListener('click', () => { shownMax += 200; show(); });
repeat(async () => {
  all = (await call('/__emulator/journal')).reverse();
  offerVendors();
  show();
}, 1500);
`;

/** Every request the emulated vendors received, newest first; each opens to its query and body. */
export const journalPage: Page = {
  path: '/journal',
  vendor: null,
  title: 'Journal',
  lead: 'Every request the emulated vendors received, newest first. Open one to see what was sent; secrets are blacked out.',
  body: BODY,
  script: SCRIPT,
};
