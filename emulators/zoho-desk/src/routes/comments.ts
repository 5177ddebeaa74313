import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { addComment, commentWire, type NewComment, publishComment } from '../comment-changes.ts';
import type { Desk } from '../desk.ts';
import { findUpload } from '../files.ts';
import { bodyOf, idsOf, invalid, list, notFound, ok, pageOf, refuseExtraMembers } from '../replies.ts';
import { onTicket, type Route } from '../route.ts';
import type { CommentRow } from '../rows.ts';
import { sorted } from '../search.ts';

const contentMax = 32_000;
const members = ['content', 'contentType', 'isPublic', 'attachmentIds'];

export const commentRoutes = (desk: Desk): Route[] => [
  {
    name: 'desk.comments.list',
    method: 'GET',
    path: '/tickets/:id/comments',
    section: '5',
    scopes: ['Desk.tickets.READ'],
    query: ['from', 'limit', 'sortBy', 'include'],
    handle: onTicket(desk, (ticket, { query }) => {
      const rows = desk.tables.comments.list().filter((row) => row.ticketId === ticket.id);
      const page = pageOf(sorted(rows, query['sortBy']), query, { fallback: 50, max: 100 });
      return list(page.map((row) => commentWire(desk, row)));
    }),
  },
  {
    name: 'desk.comments.create',
    method: 'POST',
    path: '/tickets/:id/comments',
    section: '5',
    scopes: ['Desk.tickets.UPDATE'],
    handle: onTicket(desk, (ticket, request) => {
      const reading = read(desk, request);
      if (!reading.ok) return reading.reply;
      return ok(commentWire(desk, addComment(desk, ticket, { ...reading.comment, author: desk.agent() })));
    }),
  },
  ...oneComment(desk),
];

const oneComment = (desk: Desk): Route[] => [
  {
    name: 'desk.comments.get',
    method: 'GET',
    path: '/tickets/:id/comments/:commentId',
    section: '5',
    scopes: ['Desk.tickets.READ'],
    handle: onComment(desk, (row) => ok(commentWire(desk, row))),
  },
  {
    name: 'desk.comments.update',
    method: 'PATCH',
    path: '/tickets/:id/comments/:commentId',
    section: '5',
    scopes: ['Desk.tickets.UPDATE'],
    handle: onComment(desk, (row, request) => {
      const reading = read(desk, request, row);
      if (!reading.ok) return reading.reply;
      const { content, contentType, isPublic } = reading.comment;
      const changes = { content, contentType, isPublic, modifiedTime: desk.now() };
      const changed = desk.tables.comments.update(row.id, changes);
      publishComment(desk, changed, 'Ticket_Comment_Update');
      return ok(commentWire(desk, changed));
    }),
  },
  {
    name: 'desk.comments.delete',
    method: 'DELETE',
    path: '/tickets/:id/comments/:commentId',
    section: '5',
    scopes: ['Desk.tickets.UPDATE'],
    handle: onComment(desk, (row) => {
      desk.tables.comments.remove(row.id);
      return ok();
    }),
  },
];

const onComment = (desk: Desk, handle: (row: CommentRow, request: EmulatorRequest) => EmulatorReply) =>
  onTicket(desk, (ticket, request) => {
    const row = desk.tables.comments.get(request.params['commentId'] ?? '');
    return row === undefined || row.ticketId !== ticket.id ? notFound : handle(row, request);
  });

type Reading = { ok: true; comment: NewComment } | { ok: false; reply: EmulatorReply };

function read(desk: Desk, request: EmulatorRequest, before?: CommentRow): Reading {
  const body = bodyOf(request);
  const extra = refuseExtraMembers(body, members);
  if (extra !== null) return { ok: false, reply: extra };
  const { content, contentType = before?.contentType ?? 'html', isPublic = before?.isPublic ?? false } = body;
  const attachmentIds = idsOf(body['attachmentIds']);
  if (typeof content !== 'string' || content === '') return { ok: false, reply: invalid('content', 'missing') };
  if (content.length > contentMax) return { ok: false, reply: invalid('content') };
  if (contentType !== 'html' && contentType !== 'plainText') return { ok: false, reply: invalid('contentType') };
  if (attachmentIds.some((id) => findUpload(desk, id) === undefined))
    return { ok: false, reply: invalid('attachmentIds') };
  return { ok: true, comment: { content, contentType, isPublic: isPublic === true, attachmentIds } };
}
