import { randomBytes } from 'node:crypto';
import { type InferShape, listOf, mapOf, optional, record, text } from '@baton/emulator-kit';
import { CONVERSATION_EVENTS } from './events.ts';
import type { AppRow, DepartmentRow, KeyRow, OperatorRow } from './rows.ts';
import { firstSigningPair } from './signing.ts';
import type { SalesIqStore } from './store.ts';
import type { PortalRow } from './tables.ts';

/** Owner name of the bot's own signing key. */
export const BOT_KEY_OWNER = 'bot';

/** What a portal begins with. Departments, operators and brand left out are those of the demo. */
export const salesIqSeed = record({
  screenName: optional(text),
  brand: optional(record({ name: text, website: optional(text) })),
  departments: listOf(text),
  operators: listOf(
    record({
      firstName: text,
      lastName: text,
      email: text,
      role: optional(text),
      /** Names; every department when empty. */
      departments: listOf(text),
    }),
  ),
  visitors: listOf(
    record({
      name: text,
      email: text,
      phone: optional(text),
      company: optional(text),
      tags: listOf(text),
      customFields: mapOf,
    }),
  ),
});
export type SalesIqSeed = InferShape<typeof salesIqSeed>;

const demoDepartments = ['Support', 'Callbacks'];
const demoOperators: SalesIqSeed['operators'] = [
  { firstName: 'Sarah', lastName: 'Johnson', email: 'sarah.johnson@company.com', role: undefined, departments: [] },
];

/** What an operator names but the seed does not hold, one line each. */
export function findSalesIqGaps({ departments, operators }: SalesIqSeed): string[] {
  const names = orDemo(departments, demoDepartments);
  return operators.flatMap((operator, index) =>
    operator.departments
      .filter((name) => !names.includes(name))
      .map((name) => `salesiq.operators[${index}].departments holds ${name}; there are ${names.join(', ')}`),
  );
}

const orDemo = <Item>(given: Item[] | undefined, demo: Item[]): Item[] =>
  given === undefined || given.length === 0 ? demo : given;

/** Gives a new portal its operators, departments, app, bot and demo webhook. */
export function plantPortal(store: SalesIqStore, seed: SalesIqSeed | null): void {
  const { host, tables } = store;
  const createdAt = store.now();
  for (const name of orDemo(seed?.departments, demoDepartments))
    tables.departments.insert({ id: host.nextId(), name, description: `${name} team`, createdAt });
  for (const operator of orDemo(seed?.operators, demoOperators))
    tables.operators.insert(operatorRow(store, operator, tables.departments.list()));
  const app: AppRow = tables.apps.insert({
    id: host.nextId(),
    name: seed?.brand?.name ?? 'Company Inc',
    website: seed?.brand?.website ?? 'https://www.company.com',
    widgetSettings: { theme_color: '#1f5fbf', position: 'bottom-right', greeting_message: 'Hello!' },
    createdAt,
  });
  for (const { name, email, phone, company, tags, customFields } of seed?.visitors ?? []) {
    const visitor = store.meetVisitor({ name, email, ...(phone === undefined ? {} : { phone }) });
    tables.visitors.update(visitor.id, { company: company ?? '', tags, customFields });
  }
  const portal = tables.portal.insert({
    id: 'portal',
    screenName: seed?.screenName ?? 'company',
    orgId: host.nextId(),
    botId: host.nextId(),
    botName: 'Support Bot',
    hmacSecret: randomBytes(24).toString('hex'),
  });
  plantWebhook(store, portal, app);
}

function operatorRow(
  { host, now }: SalesIqStore,
  operator: SalesIqSeed['operators'][number],
  all: DepartmentRow[],
): OperatorRow {
  const { firstName, lastName, email, role = 'Administrator', departments } = operator;
  const chosen = all.filter(({ name }) => departments.length === 0 || departments.includes(name));
  return {
    id: host.nextId(),
    firstName,
    lastName,
    email,
    nickName: firstName,
    role,
    departmentIds: chosen.map(({ id }) => id),
    isEnabled: true,
    maxChats: 'unlimited',
    createdAt: now(),
  };
}

/** The webhook that a gateway beside us gets its events from, and the keys of it and of the bot. */
function plantWebhook({ host, tables, now }: SalesIqStore, portal: PortalRow, app: AppRow): void {
  const createdAt = now();
  const id = host.nextId();
  const addKey = (owner: string): KeyRow =>
    tables.keys.insert({ id: host.nextId(), owner, ...firstSigningPair(tables.keys.list().length), createdAt });
  addKey(BOT_KEY_OWNER);
  tables.webhooks.insert({
    id,
    dialect: 'real',
    name: 'demo',
    type: 'data',
    url: '',
    isDemo: true,
    events: [...CONVERSATION_EVENTS, 'visitor.updated'],
    appIds: [app.id],
    status: 'enabled',
    isSecured: true,
    secret: portal.hmacSecret,
    keyIds: [addKey(id).id],
    expiryMs: '5184000000',
    createdAt,
    modifiedAt: createdAt,
  });
}
