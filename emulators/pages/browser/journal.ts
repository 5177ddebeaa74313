import { call, repeat } from './calls.ts';
import { type Fields, fieldsOf, rowsOf, textOf } from './data.ts';
import { badge, clock, counted, el, facts, make, put } from './dom.ts';
import { sync } from './sync.ts';

/** Every request the emulated vendors received, newest first; each opens to its query and body. */
type Entry = {
  id: string;
  at: string;
  vendor: string;
  operation: string;
  method: string;
  path: string;
  query: Fields;
  /** Null when nothing was answered. */
  status: number | null;
  fault: string;
  bodyHash: string;
  body: string;
};

const search = el('text', HTMLInputElement);
const vendorChoice = el('vendor', HTMLSelectElement);
const moreRows = 200;
let all: Entry[] = [];
let shownMax = 100;

const readEntry = ({ query, status, ...row }: Fields): Entry => ({
  id: textOf(row['id']),
  at: textOf(row['at']),
  vendor: textOf(row['vendor']),
  operation: textOf(row['operation']),
  method: textOf(row['method']),
  path: textOf(row['path']),
  query: fieldsOf(query),
  status: typeof status === 'number' ? status : null,
  fault: textOf(row['fault']),
  bodyHash: textOf(row['bodyHash']),
  body: textOf(row['body']),
});

/** JSON with lines; any other text as it is. */
function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

const statusBadge = ({ status }: Entry): HTMLElement =>
  status === null
    ? badge('no answer', { level: 'bad' })
    : badge(String(status), { level: status < 400 ? 'good' : 'bad' });

const inside = ({ method, path, vendor, fault, bodyHash, query, body }: Entry): HTMLElement =>
  make(
    'div',
    'inside',
    facts({ Request: `${method} ${path}`, Vendor: vendor, Fault: fault, 'SHA-256 of the body': bodyHash }),
    ...(Object.keys(query).length > 0 ? [make('h3', '', 'Query'), facts(query)] : []),
    ...(body === '' ? [] : [make('h3', '', 'Body'), make('pre', 'code', pretty(body))]),
  );

function showEntry(row: Entry): HTMLElement {
  const what = make('div', 'what', row.operation || row.vendor, make('span', '', row.path));
  const marks = make('div', 'row', row.fault === '' ? null : make('span', 'badge fault', row.fault), statusBadge(row));
  const at = clock(row.at, { timeStyle: 'medium' });
  const details = make('details', '', make('summary', '', at, make('span', 'method', row.method), what, marks));
  details.addEventListener('toggle', () => {
    if (details.open && details.children.length === 1) details.append(inside(row));
  });
  return details;
}

function offerVendors(): void {
  const known = new Set([...vendorChoice.options].map(({ value }) => value));
  for (const vendor of new Set(all.map((row) => row.vendor)))
    if (!known.has(vendor)) vendorChoice.append(new Option(vendor, vendor));
}

function show(): void {
  const text = search.value.trim().toLowerCase();
  const vendor = vendorChoice.value;
  const holds = ({ operation, method, path, body }: Entry): boolean =>
    `${operation} ${method} ${path} ${body}`.toLowerCase().includes(text);
  const rows = all.filter((row) => (vendor === '' || row.vendor === vendor) && (text === '' || holds(row)));
  put(el('count'), counted(rows.length, 'request') || '0 requests');
  el('nothing').hidden = rows.length > 0;
  el('rest').hidden = rows.length <= shownMax;
  sync(el('requests'), rows.slice(0, shownMax), { id: ({ id }) => id, show: showEntry });
}

el('filter').addEventListener('submit', (event) => event.preventDefault());
el('filter').addEventListener('input', show);
el('more').addEventListener('click', () => {
  shownMax += moreRows;
  show();
});
repeat(async () => {
  all = rowsOf(await call('/__emulator/journal'))
    .map(readEntry)
    .reverse();
  offerVendors();
  show();
}, 1_500);
