import { SeedFault, seedMissing, seedNotFound } from '../api-fault.ts';
import type { ConversationRow, OperatorRow } from '../rows.ts';
import { iso } from '../seed-events.ts';
import type { SalesIqStore } from '../store.ts';
import { type JsonMap, textOf, textsOf } from '../values.ts';
import { operatorName } from '../wire.ts';
import { type SeedCall, type SeedOperation, seedOperation, seedPage } from './seed.ts';

const scopesFor = (right: string) => [`SalesIQ.operators.${right}`];

/** Operators of seed 004 (salesiq.md §8 rows 13–18). */
export function registerSeedOperators(store: SalesIqStore): void {
  for (const operation of [...readOperations(store), ...writeOperations(store)]) seedOperation(store, operation);
}

const one = (store: SalesIqStore, { id }: SeedCall): OperatorRow => {
  const row = store.tables.operators.get(id);
  if (!row) throw seedNotFound('operator');
  return row;
};

function readOperations(store: SalesIqStore): SeedOperation[] {
  const shared = { method: 'GET', scopes: scopesFor('READ') } as const;
  return [
    {
      ...shared,
      name: 'operators.list',
      path: '/operators',
      handle: ({ request: { query } }) => {
        const { status, role, department_id: department } = query;
        const all = store.tables.operators.list().map((row) => seedOperatorWire(store, row));
        const rows = all.filter(
          (row) =>
            (!status || row['status'] === status) &&
            (!role || row['role'] === role) &&
            (!department || row['department_id'] === department),
        );
        return seedPage(rows, query);
      },
    },
    {
      ...shared,
      name: 'operators.get',
      path: '/operators/:id',
      handle: (call) => ({ data: seedOperatorWire(store, one(store, call)) }),
    },
    {
      ...shared,
      name: 'operators.stats',
      path: '/operators/:id/stats',
      handle: (call) => ({ data: stats(store, one(store, call), call.request.query) }),
    },
  ];
}

function writeOperations(store: SalesIqStore): SeedOperation[] {
  const { operators } = store.tables;
  return [
    {
      name: 'operators.create',
      method: 'POST',
      path: '/operators',
      scopes: scopesFor('CREATE'),
      handle: (call) => {
        const body = call.body();
        for (const field of ['name', 'email', 'role']) if (textOf(body[field]) === '') throw seedMissing(field);
        const email = textOf(body['email']).toLowerCase();
        if (operators.find((row) => row.email.toLowerCase() === email))
          throw new SeedFault('DUPLICATE_RESOURCE', 'An operator with this e-mail exists.', 409);
        const createdAt = store.now();
        const blank = { email, firstName: '', lastName: '', nickName: '', role: 'Associate', departmentIds: [] };
        const more = { isEnabled: true, maxChats: 'unlimited', createdAt };
        const row = { id: store.host.nextId(), ...blank, ...more, ...operatorPatch(store, body) };
        return { data: seedOperatorWire(store, operators.insert(row)) };
      },
    },
    {
      name: 'operators.update',
      method: 'PATCH',
      path: '/operators/:id',
      scopes: scopesFor('UPDATE'),
      handle: (call) => {
        const row = operators.update(one(store, call).id, operatorPatch(store, call.body()));
        return { data: seedOperatorWire(store, row) };
      },
    },
    {
      name: 'operators.delete',
      method: 'DELETE',
      path: '/operators/:id',
      scopes: scopesFor('DELETE'),
      handle: (call) => {
        const { id } = one(store, call);
        if (operators.list().length === 1) throw new SeedFault('PERMISSION_DENIED', 'The last operator stays.', 403);
        operators.remove(id);
        return { data: { id } };
      },
    },
  ];
}

const ROLES: Record<string, string> = { Administrator: 'admin', Supervisor: 'supervisor', Associate: 'agent' };
const PRESENCES = ['online', 'away', 'busy', 'offline'];

function operatorPatch({ tables }: SalesIqStore, body: JsonMap): Partial<OperatorRow> {
  const { name, role, status, department_id: department, max_chats: maxChats, languages, skills } = body;
  const roleName = Object.entries(ROLES).find(([, word]) => word === role)?.[0];
  if (role !== undefined && roleName === undefined)
    throw new SeedFault('INVALID_REQUEST', 'role must be admin, supervisor or agent.');
  if (status !== undefined && !PRESENCES.includes(textOf(status)))
    throw new SeedFault('INVALID_REQUEST', `status must be one of ${PRESENCES.join(', ')}.`);
  if (department !== undefined && !tables.departments.get(textOf(department)))
    throw new SeedFault('INVALID_DEPARTMENT', 'There is no such department.');
  const [firstName = '', ...rest] = textOf(name).trim().split(/\s+/);
  return {
    ...(name === undefined ? {} : { firstName, lastName: rest.join(' '), nickName: firstName }),
    ...(roleName === undefined ? {} : { role: roleName }),
    ...(status === undefined ? {} : { presence: textOf(status) }),
    ...(department === undefined ? {} : { departmentIds: [textOf(department)] }),
    ...(maxChats === undefined ? {} : { maxChats: textOf(maxChats) }),
    ...(languages === undefined ? {} : { languages: textsOf(languages) }),
    ...(skills === undefined ? {} : { skills: textsOf(skills) }),
  };
}

function seedOperatorWire(store: SalesIqStore, row: OperatorRow): JsonMap {
  const chats = store.tables.conversations.list().filter((item) => item.operatorId === row.id);
  const status = store.settings().operatorsOnline ? (row.presence ?? 'online') : 'offline';
  return {
    id: row.id,
    name: operatorName(row),
    email: row.email,
    status,
    availability: status === 'online' ? 'available' : 'unavailable',
    role: ROLES[row.role] ?? 'agent',
    department_id: row.departmentIds[0] ?? null,
    department_name: store.tables.departments.get(row.departmentIds[0] ?? '')?.name ?? null,
    max_chats: row.maxChats === 'unlimited' ? null : Number(row.maxChats),
    active_chats: chats.filter((chat) => chat.stage === 'connected').length,
    total_chats: chats.length,
    average_rating: average(ratingsOf(chats)),
    languages: row.languages ?? [],
    skills: row.skills ?? [],
    created_at: iso(row.createdAt),
  };
}

/** Counted from the chats that the operator attended; missed are those of the operator's departments that nobody attended. */
function stats(store: SalesIqStore, row: OperatorRow, query: Record<string, string>): JsonMap {
  const { from_date: from, to_date: to } = query;
  const isWithin = (chat: ConversationRow): boolean =>
    (!from || chat.openedAt >= Date.parse(from)) && (!to || chat.openedAt <= Date.parse(to));
  const all = store.tables.conversations.list().filter(isWithin);
  const own = all.filter((chat) => chat.operatorId === row.id);
  const missed = all.filter((chat) => chat.stage === 'missed' && row.departmentIds.includes(chat.departmentId));
  const ratings = ratingsOf(own);
  return {
    operator_id: row.id,
    total_chats: own.length + missed.length,
    completed_chats: own.filter((chat) => chat.stage === 'closed').length,
    missed_chats: missed.length,
    average_response_time: seconds(own.map((chat) => [chat.openedAt, chat.attendedAt])),
    average_chat_duration: seconds(own.map((chat) => [chat.attendedAt, chat.endedAt])),
    average_rating: average(ratings),
    total_rating_count: ratings.length,
    ratings_breakdown: Object.fromEntries(
      [5, 4, 3, 2, 1].map((stars) => [stars, ratings.filter((rating) => rating === stars).length]),
    ),
  };
}

const ratingsOf = (chats: ConversationRow[]): number[] =>
  chats.flatMap(({ rating }) => (rating === null ? [] : [rating]));

const average = (values: number[]): number | null =>
  values.length === 0 ? null : Math.round((values.reduce((sum, value) => sum + value, 0) / values.length) * 10) / 10;

const seconds = (spans: [number | null, number | null][]): number =>
  Math.round((average(spans.flatMap(([from, to]) => (from === null || to === null ? [] : [to - from]))) ?? 0) / 1_000);
