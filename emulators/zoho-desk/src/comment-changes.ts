import type { Desk } from './desk.ts';
import { claimUploads, fileWire } from './files.ts';
import { agentWire } from './people-wire.ts';
import type { AgentRow, CommentRow, TicketRow } from './rows.ts';

export type NewComment = { content: string; contentType: string; isPublic: boolean; attachmentIds: string[] };

export function addComment(
  desk: Desk,
  ticket: TicketRow,
  { author, ...given }: NewComment & { author: AgentRow },
): CommentRow {
  const { attachmentIds, ...written } = given;
  const row = desk.tables.comments.insert({
    id: desk.host.nextId(),
    ticketId: ticket.id,
    ...written,
    commentedTime: desk.now(),
    modifiedTime: null,
    commenterId: author.id,
    attachments: claimUploads(desk, attachmentIds, ticket.id),
  });
  publishComment(desk, row, 'Ticket_Comment_Add');
  return row;
}

export function publishComment(desk: Desk, row: CommentRow, type: string): void {
  const departmentId = desk.tables.tickets.get(row.ticketId)?.departmentId ?? null;
  const { encodedContent, modifiedTime, impersonatedUser, ...shown } = commentWire(desk, row);
  desk.publish({ type, departmentId, payload: { ...shown, ticketId: row.ticketId, departmentId } });
}

/** A comment as the API shows it (contract zoho-desk §5). */
export function commentWire({ tables, agent }: Desk, row: CommentRow): Record<string, unknown> {
  const { ticketId: _ticketId, attachments, ...shown } = row;
  return {
    ...shown,
    encodedContent: null,
    commenter: agentWire(tables.agents.get(row.commenterId) ?? agent()),
    impersonatedUser: null,
    attachments: attachments.map((file) => fileWire(file)),
  };
}
