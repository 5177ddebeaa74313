import type { Desk } from './desk.ts';
import { agentWire } from './people-wire.ts';
import { type DeskTables, layouts, type TicketRow } from './rows.ts';
import { overdue } from './sla.ts';

export const source = { appName: null, extId: null, permalink: null, type: 'SYSTEM', appPhotoURL: null } as const;
export const labels: Record<string, string> = {
  cf_gateway_key: 'Gateway Key',
  cf_salesiq_chat_id: 'SalesIQ Chat Id',
  cf_salesiq_visitor_id: 'SalesIQ Visitor Id',
  cf_workflow_type: 'Workflow Type',
  cf_automation_source: 'Automation Source',
  cf_callback_at: 'Callback At',
};

/** A ticket as the API shows it (contract zoho-desk §4.4); tags have their own call. */
export function ticketWire(tables: DeskTables, row: TicketRow): Record<string, unknown> {
  const { tags: _tags, createdBy: _createdBy, isAnswered: _isAnswered, cf, ...stored } = row;
  const ofTicket = (item: { ticketId: string | null }): boolean => item.ticketId === row.id;
  return {
    channelCode: null,
    classification: null,
    category: null,
    subCategory: null,
    language: 'English',
    accountId: null,
    productId: null,
    teamId: null,
    layoutId: layouts.ticket,
    layoutDetails: { id: layouts.ticket, layoutName: 'Support' },
    slaId: null,
    lockedTime: null,
    isEscalated: row.status === 'Escalated',
    isSpam: false,
    isDeleted: false,
    isArchived: false,
    resolution: null,
    taskCount: '0',
    approvalCount: '0',
    timeEntryCount: '0',
    secondaryContacts: [],
    entitySkills: [],
    sharedDepartments: [],
    source,
    channelRelatedInfo: null,
    ...stored,
    ...overdue(row, tables.now()),
    threadCount: String(tables.threads.list().filter(ofTicket).length),
    commentCount: String(tables.comments.list().filter(ofTicket).length),
    attachmentCount: String(tables.attachments.list().filter(ofTicket).length),
    webUrl: `https://desk.zoho.com/support/company/ShowHomePage.do#Cases/dv/${row.id}`,
    cf,
    customFields: Object.fromEntries(Object.entries(cf).map(([name, value]) => [labels[name] ?? name, value])),
  };
}

const listMembers = [
  ...['id', 'ticketNumber', 'subject', 'status', 'statusType', 'priority', 'channel', 'channelCode', 'category'],
  ...['subCategory', 'language', 'email', 'phone', 'departmentId', 'contactId', 'accountId', 'productId', 'assigneeId'],
  ...['teamId', 'layoutId', 'createdTime', 'closedTime', 'onholdTime', 'customerResponseTime', 'dueDate'],
  ...['responseDueDate', 'isSpam', 'isArchived', 'threadCount', 'commentCount', 'webUrl', 'source', 'lockedTime'],
];

/** List items carry neither description nor custom fields nor the time of change (contract zoho-desk §4.3). */
export function ticketListItem(tables: DeskTables, row: TicketRow): Record<string, unknown> {
  const wire = ticketWire(tables, row);
  const last = tables.threads.list().findLast((thread) => thread.ticketId === row.id);
  return {
    ...Object.fromEntries(listMembers.map((name) => [name, wire[name]])),
    lastThread:
      last === undefined
        ? null
        : {
            channel: last.channel,
            direction: last.direction,
            isDraft: false,
            isForward: last.mail?.isForward ?? false,
          },
    sentiment: null,
    relationshipType: null,
  };
}

/** The contact inside a ticket. */
export function ticketContact({ contacts }: DeskTables, { contactId }: TicketRow): Record<string, unknown> | null {
  const row = contacts.get(contactId);
  if (row === undefined) return null;
  const { id, firstName, lastName, email, phone } = row;
  return { id, firstName, lastName, email, phone, mobile: row['mobile'] ?? null, type: null, account: null };
}

/** A single ticket with what `include` asks for. */
export function ticketDetails({ tables }: Desk, row: TicketRow, include: string): Record<string, unknown> {
  const asked = include.split(',');
  const agent = row.assigneeId === null ? undefined : tables.agents.get(row.assigneeId);
  const department = tables.departments.get(row.departmentId);
  return {
    ...ticketWire(tables, row),
    createdBy: row['createdBy'] ?? null,
    tagCount: String(row.tags.length),
    followerCount: '0',
    isFollowing: false,
    sentiment: null,
    ...(asked.includes('contacts') ? { contact: { ...ticketContact(tables, row), isSpam: false } } : {}),
    ...(asked.includes('assignee') ? { assignee: agent === undefined ? null : agentWire(agent) } : {}),
    ...(asked.includes('departments') ? { department: { id: row.departmentId, name: department?.name ?? null } } : {}),
  };
}
