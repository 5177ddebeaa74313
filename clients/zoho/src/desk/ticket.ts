import { flag, instant, map, text, textOrEmpty } from '@baton/http-kit';

/** Desk's three kinds of status; the portal's own wording is in `status` (contract zoho-desk §4.2). */
export type DeskStatusType = 'open' | 'on-hold' | 'closed';

export type DeskTicket = {
  id: string;
  /** For people. */
  ticketNumber: string;
  webUrl: string | null;
  subject: string | null;
  status: string | null;
  statusType: DeskStatusType | null;
  priority: string | null;
  email: string | null;
  phone: string | null;
  departmentId: string | null;
  contactId: string | null;
  assigneeId: string | null;
  createdAt: Date | null;
  modifiedAt: Date | null;
  closedAt: Date | null;
  /** By Desk's rules of service: when it is to be solved, and when the next answer is due. */
  dueAt: Date | null;
  responseDueAt: Date | null;
  isUsable: boolean;
  /** By API name; empty in lists, which carry none. */
  customFields: Record<string, unknown>;
  raw: unknown;
};

const statusTypes: Readonly<Record<string, DeskStatusType>> = { open: 'open', onhold: 'on-hold', closed: 'closed' };

/** API and webhooks write status types differently: case and spaces do not count. */
export const toStatusType = (value: string | null): DeskStatusType | null =>
  statusTypes[(value ?? '').toLowerCase().replace(/[\s_-]/g, '')] ?? null;

export const toTicket = (row: unknown): DeskTicket => ({
  id: textOrEmpty(row, 'id'),
  ticketNumber: textOrEmpty(row, 'ticketNumber'),
  webUrl: text(row, 'webUrl'),
  subject: text(row, 'subject'),
  status: text(row, 'status'),
  statusType: toStatusType(text(row, 'statusType')),
  priority: text(row, 'priority'),
  email: text(row, 'email'),
  phone: text(row, 'phone'),
  departmentId: text(row, 'departmentId'),
  contactId: text(row, 'contactId'),
  assigneeId: text(row, 'assigneeId'),
  createdAt: instant(row, 'createdTime'),
  modifiedAt: instant(row, 'modifiedTime'),
  closedAt: instant(row, 'closedTime'),
  dueAt: instant(row, 'dueDate'),
  responseDueAt: instant(row, 'responseDueDate'),
  isUsable: !['isSpam', 'isTrashed', 'isDeleted'].some((name) => flag(row, name) === true),
  customFields: map(row, 'cf'),
  raw: row,
});
