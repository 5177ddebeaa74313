import { randomBytes } from 'node:crypto';
import { CONVERSATION_EVENTS } from './events.ts';
import type { AppRow, DepartmentRow, KeyRow, OperatorRow, WebhookRow } from './rows.ts';
import { createSigningPair } from './signing.ts';
import type { SalesIqStore } from './store.ts';
import type { PortalRow } from './tables.ts';

/** Owner name of the bot's own signing key. */
export const BOT_KEY_OWNER = 'bot';

interface Plan {
  portal: PortalRow;
  operators: OperatorRow[];
  departments: DepartmentRow[];
  apps: AppRow[];
  webhooks: WebhookRow[];
  keys: KeyRow[];
}

/**
 * Gives a new portal its operator, departments, app, bot and demo webhook, and returns the work that puts the very same
 * rows back after a reset: a gateway that runs keeps its ids and keys.
 */
export function plantPortal(store: SalesIqStore): () => void {
  const { tables } = store;
  if (!tables.portal.get('portal')) insertPlan(store, drawPlan(store));
  const portal = store.portal();
  const demoIds = new Set(tables.webhooks.list().flatMap((row) => (row.isDemo ? [row.id] : [])));
  const plan: Plan = structuredClone({
    portal,
    operators: tables.operators.list().filter((row) => row.email === OPERATOR.email),
    departments: tables.departments.list().slice(0, DEPARTMENTS.length),
    apps: tables.apps.list().slice(0, 1),
    webhooks: tables.webhooks.list().filter((row) => row.isDemo),
    keys: tables.keys.list().filter((row) => row.owner === BOT_KEY_OWNER || demoIds.has(row.owner)),
  });
  return () => {
    if (!tables.portal.get('portal')) insertPlan(store, structuredClone(plan));
  };
}

const DEPARTMENTS = ['Support', 'Callbacks'];
const OPERATOR = { firstName: 'Sarah', lastName: 'Johnson', email: 'sarah.johnson@company.com' };

function drawPlan(store: SalesIqStore): Plan {
  const { host } = store;
  const createdAt = store.now();
  const departments = DEPARTMENTS.map((name) => ({ id: host.nextId(), name, description: `${name} team`, createdAt }));
  const app: AppRow = {
    id: host.nextId(),
    name: 'Company Inc',
    website: 'https://www.company.com',
    widgetSettings: { theme_color: '#1f5fbf', position: 'bottom-right', greeting_message: 'Hello!' },
    createdAt,
  };
  const webhookId = host.nextId();
  const hmacSecret = randomBytes(24).toString('hex');
  const keys = [BOT_KEY_OWNER, webhookId].map((owner) => ({
    id: host.nextId(),
    owner,
    ...createSigningPair(),
    createdAt,
  }));
  return {
    portal: {
      id: 'portal',
      screenName: 'company',
      orgId: host.nextId(),
      botId: host.nextId(),
      botName: 'Support Bot',
      hmacSecret,
    },
    operators: [
      {
        id: host.nextId(),
        ...OPERATOR,
        nickName: OPERATOR.firstName,
        role: 'Administrator',
        departmentIds: departments.map((department) => department.id),
        isEnabled: true,
        maxChats: 'unlimited',
        createdAt,
      },
    ],
    departments,
    apps: [app],
    webhooks: [
      {
        id: webhookId,
        dialect: 'real',
        name: 'demo',
        type: 'data',
        url: '',
        isDemo: true,
        events: [...CONVERSATION_EVENTS, 'visitor.updated'],
        appIds: [app.id],
        status: 'enabled',
        isSecured: true,
        secret: hmacSecret,
        keyIds: keys.filter((key) => key.owner === webhookId).map((key) => key.id),
        expiryMs: '5184000000',
        createdAt,
        modifiedAt: createdAt,
      },
    ],
    keys,
  };
}

/** The portal row goes last: a start that was cut short is planted again. */
function insertPlan(store: SalesIqStore, plan: Plan): void {
  const { tables } = store;
  for (const table of [tables.operators, tables.departments, tables.apps, tables.webhooks, tables.keys]) {
    for (const row of table.list()) table.remove(row.id);
  }
  for (const row of plan.operators) tables.operators.insert(row);
  for (const row of plan.departments) tables.departments.insert(row);
  for (const row of plan.apps) tables.apps.insert(row);
  for (const row of plan.keys) tables.keys.insert(row);
  for (const row of plan.webhooks) tables.webhooks.insert(row);
  tables.portal.insert(plan.portal);
}
