import type { Collection, EmulatorHost, Row } from '@baton/emulator-kit';

export type DeskContactRow = Row & {
  firstName: string | null;
  lastName: string;
  email: string | null;
  phone: string | null;
  createdTime: string;
};
export type DeskTicketRow = Row & {
  ticketNumber: string;
  subject: string;
  departmentId: string;
  contactId: string;
  email: string | null;
  createdTime: string;
  modifiedTime: string;
  cf: Record<string, unknown>;
  tags: string[];
};
export type DeskCommentRow = Row & {
  ticketId: string;
  content: string;
  contentType: string;
  isPublic: boolean;
  commentedTime: string;
};
export type DeskDepartmentRow = Row & { name: string; isEnabled: boolean };

export type DeskTables = {
  contacts: Collection<DeskContactRow>;
  tickets: Collection<DeskTicketRow>;
  comments: Collection<DeskCommentRow>;
  departments: Collection<DeskDepartmentRow>;
};

export const organizationId = '70041234567';

export const openDeskTables = (host: EmulatorHost): DeskTables => ({
  contacts: host.collection<DeskContactRow>('desk', 'contacts'),
  tickets: host.collection<DeskTicketRow>('desk', 'tickets'),
  comments: host.collection<DeskCommentRow>('desk', 'comments'),
  departments: host.collection<DeskDepartmentRow>('desk', 'departments'),
});
