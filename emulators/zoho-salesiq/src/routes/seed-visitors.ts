import { SeedFault, seedNotFound } from '../api-fault.ts';
import type { SalesIqParts } from '../parts.ts';
import type { VisitorRow } from '../rows.ts';
import { iso } from '../seed-events.ts';
import type { SalesIqStore } from '../store.ts';
import { isMap, type JsonMap, textOf, textsOf } from '../values.ts';
import { type SeedCall, type SeedOperation, seedOperation, seedPage } from './seed.ts';

const READ = ['SalesIQ.visitors.READ'];
const WRITE = ['SalesIQ.visitors.UPDATE', 'SalesIQ.conversations.UPDATE'];

/** Visitors of seed 004 (salesiq.md §8 rows 8–12). */
export function registerSeedVisitors(parts: SalesIqParts): void {
  for (const operation of operations(parts)) seedOperation(parts.store, operation);
}

function operations({ store, announce }: SalesIqParts): SeedOperation[] {
  const { visitors, conversations } = store.tables;
  const one = (call: SeedCall): VisitorRow => {
    const row = visitors.get(call.id);
    if (!row) throw seedNotFound('visitor');
    return row;
  };
  return [
    {
      name: 'visitors.list',
      method: 'GET',
      path: '/visitors',
      scopes: READ,
      handle: ({ request: { query } }) => {
        const search = query['search']?.toLowerCase() ?? '';
        const rows = visitors
          .list()
          .filter((row) => `${row.name} ${row.email} ${row.company}`.toLowerCase().includes(search));
        return seedPage(
          rows.map((row) => visitorWire(store, row)),
          query,
        );
      },
    },
    {
      name: 'visitors.get',
      method: 'GET',
      path: '/visitors/:id',
      scopes: READ,
      handle: (call) => ({ data: visitorWire(store, one(call)) }),
    },
    {
      name: 'visitors.update',
      method: 'PATCH',
      path: '/visitors/:id',
      scopes: WRITE,
      handle: (call) => {
        const row = visitors.update(one(call).id, visitorPatch(call.body()));
        const latest = conversations
          .list()
          .filter((item) => item.visitorId === row.id)
          .at(-1);
        if (latest) announce(latest, { event: 'visitor.updated' });
        return { data: visitorWire(store, row) };
      },
    },
    {
      name: 'visitors.tags',
      method: 'POST',
      path: '/visitors/:id/tags',
      scopes: WRITE,
      handle: (call) => {
        const row = one(call);
        const tags = [...new Set([...row.tags, ...textsOf(call.body()['tags'])])];
        return { data: visitorWire(store, visitors.update(row.id, { tags })) };
      },
    },
  ];
}

const TEXT_FIELDS = ['name', 'email', 'phone', 'company'] as const;

function visitorPatch(body: JsonMap): Partial<VisitorRow> {
  const fields = body['custom_fields'];
  if (fields !== undefined && !isMap(fields))
    throw new SeedFault('INVALID_REQUEST', 'custom_fields must be an object.');
  const texts = TEXT_FIELDS.filter((name) => body[name] !== undefined).map((name) => [name, textOf(body[name])]);
  return { ...Object.fromEntries(texts), ...(fields === undefined ? {} : { customFields: fields }) };
}

function visitorWire(store: SalesIqStore, row: VisitorRow): JsonMap {
  const chats = store.tables.conversations.list().filter((item) => item.visitorId === row.id);
  const isChatting = chats.some((chat) => chat.stage !== 'closed' && chat.stage !== 'missed');
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    company: row.company,
    country: 'United States',
    country_code: row.countryCode,
    total_visits: chats.length,
    first_visit: iso(row.firstVisitAt),
    last_visit: iso(row.lastVisitAt),
    status: isChatting ? 'chatting' : 'online',
    chat_status: isChatting ? 'in_chat' : 'available',
    tags: row.tags,
    custom_fields: row.customFields,
  };
}
