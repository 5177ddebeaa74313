import type { Desk } from '../desk.ts';
import { agentWire, fullName } from '../people-wire.ts';
import { failure, list, notFound, ok, pageOf } from '../replies.ts';
import type { Route } from '../route.ts';
import { type AgentRow, type DepartmentRow, organizationId } from '../rows.ts';
import { contains } from '../search.ts';
import { priorities, statusTypes } from '../ticket-rules.ts';
import { labels } from '../ticket-wire.ts';

const scopes = ['Desk.basic.READ'];
const shared = { method: 'GET', section: '8', scopes } as const;

export const portalRoutes = (desk: Desk): Route[] => [
  ...organizationRoutes,
  ...departmentRoutes(desk),
  ...agentRoutes(desk),
  {
    ...shared,
    name: 'desk.fields.list',
    path: '/organizationFields',
    query: ['module', 'departmentId'],
    handle: ({ query }) =>
      query['module'] === 'tickets'
        ? list(fields)
        : failure(422, 'UNPROCESSABLE_ENTITY', 'The emulator knows the fields of tickets only.'),
  },
];

const organization = {
  id: organizationId,
  companyName: 'Company Inc',
  portalName: 'company',
  portalURL: 'https://desk.zoho.com/support/company',
  edition: 'PROFESSIONAL',
  isDefault: true,
  isAdminInOrg: true,
};

const organizationRoutes: Route[] = [
  {
    ...shared,
    name: 'desk.organizations.list',
    path: '/organizations',
    isWithoutOrg: true,
    handle: () => list([organization]),
  },
  {
    ...shared,
    name: 'desk.organizations.accessible',
    path: '/accessibleOrganizations',
    section: '2',
    isWithoutOrg: true,
    handle: () => list([organization]),
  },
];

const departmentRoutes = (desk: Desk): Route[] => [
  {
    ...shared,
    name: 'desk.departments.list',
    path: '/departments',
    query: ['isEnabled', 'searchStr', 'chatStatus', 'from', 'limit'],
    handle: ({ query }) => {
      const rows = desk.tables.departments
        .list()
        .filter((row) => query['isEnabled'] === undefined || String(row.isEnabled) === query['isEnabled'])
        .filter((row) => contains(row.name, query['searchStr'] ?? ''));
      return list(pageOf(rows, query, { fallback: 10, max: 200 }).map((row) => departmentWire(desk, row)));
    },
  },
  {
    ...shared,
    name: 'desk.departments.get',
    path: '/departments/:id',
    handle: ({ params }) => {
      const row = desk.tables.departments.get(params['id'] ?? '');
      return row === undefined ? notFound : ok(departmentWire(desk, row));
    },
  },
  {
    ...shared,
    name: 'desk.departments.agents',
    path: '/departments/:id/agents',
    query: ['status', 'searchStr', 'fieldName', 'isLightAgent', 'isConfirmed', 'sortOrder', 'from', 'limit'],
    handle: ({ params, query }) => {
      if (desk.tables.departments.get(params['id'] ?? '') === undefined) return notFound;
      const rows = desk.tables.agents.list().filter((row) => row.departmentIds.includes(params['id'] ?? ''));
      return list(pageOf(rows, query, { fallback: 10, max: 200 }).map(agentDetails));
    },
  },
];

const departmentWire = (desk: Desk, row: DepartmentRow): Record<string, unknown> => ({
  id: row.id,
  name: row.name,
  description: null,
  isEnabled: row.isEnabled,
  isDefault: desk.tables.departments.list()[0]?.id === row.id,
  isVisibleInCustomerPortal: true,
  nameInCustomerPortal: row.name,
  isAssignToTeamEnabled: false,
  hasLogo: false,
  chatStatus: 'NOT_CREATED',
  creatorId: desk.agent().id,
  createdTime: row.createdTime ?? null,
});

const agentRoutes = (desk: Desk): Route[] => [
  {
    ...shared,
    name: 'desk.agents.list',
    path: '/agents',
    query: ['searchStr', 'status', 'from', 'limit'],
    handle: ({ query }) => {
      const rows = desk.tables.agents
        .list()
        .filter((row) => contains(`${fullName(row)} ${row.email}`, query['searchStr'] ?? ''));
      return list(pageOf(rows, query, { fallback: 10, max: 200 }).map(agentDetails));
    },
  },
  {
    ...shared,
    name: 'desk.agents.get',
    path: '/agents/:id',
    fidelity: 'guess',
    handle: ({ params }) => {
      const row = desk.tables.agents.get(params['id'] ?? '');
      return row === undefined ? notFound : ok(agentDetails(row));
    },
  },
  { ...shared, name: 'desk.myinfo', path: '/myinfo', handle: () => ok(agentDetails(desk.agent())) },
];

/** The contract names these calls but gives no sample; names follow the agent inside a comment. */
const agentDetails = (row: AgentRow): Record<string, unknown> => ({
  ...agentWire(row),
  emailId: row.email,
  status: 'ACTIVE',
  isConfirmed: true,
  associatedDepartmentIds: row.departmentIds,
});

const field = (apiName: string, more: Record<string, unknown> = {}): Record<string, unknown> => ({
  apiName,
  displayLabel: labels[apiName] ?? apiName,
  type: 'Text',
  isCustomField: apiName.startsWith('cf_'),
  isMandatory: false,
  allowedValues: [],
  ...more,
});
const picklist = (values: string[]): Record<string, unknown> => ({
  type: 'Picklist',
  allowedValues: values.map((value) => ({ value })),
});
const fields = [
  field('subject', { isMandatory: true }),
  field('departmentId', { isMandatory: true, type: 'LookUp' }),
  field('contactId', { isMandatory: true, type: 'LookUp' }),
  field('status', picklist(Object.keys(statusTypes))),
  field('priority', picklist(priorities)),
  ...Object.keys(labels).map((name) => field(name)),
];
