import { commentWire } from '../comment-changes.ts';
import type { Desk } from '../desk.ts';
import { claimUploads, findUpload } from '../files.ts';
import { fullName } from '../people-wire.ts';
import { bodyOf, idsOf, invalid, list, notFound, ok, pageOf, textOr } from '../replies.ts';
import { onTicket, type Route } from '../route.ts';
import type { TicketRow } from '../rows.ts';
import { supportAddress } from '../seed.ts';
import { addThread, threadDetails, threadListItem } from '../thread-changes.ts';
import { changeTicket } from '../ticket-changes.ts';
import { statusTypes } from '../ticket-rules.ts';

export const threadRoutes = (desk: Desk): Route[] => [
  {
    name: 'desk.threads.list',
    method: 'GET',
    path: '/tickets/:id/threads',
    section: '6',
    scopes: ['Desk.tickets.READ'],
    query: ['sortBy', 'from', 'limit'],
    handle: onTicket(desk, (ticket, { query }) => {
      const rows = desk.tables.threads.list().filter((row) => row.ticketId === ticket.id);
      const ordered = query['sortBy'] === 'sendDateTime' ? rows : rows.reverse();
      return list(pageOf(ordered, query, { fallback: 200, max: 200 }).map(threadListItem));
    }),
  },
  {
    name: 'desk.threads.get',
    method: 'GET',
    path: '/tickets/:id/threads/:threadId',
    section: '6',
    scopes: ['Desk.tickets.READ'],
    query: ['include'],
    handle: onTicket(desk, (ticket, { params }) => {
      const row = desk.tables.threads.get(params['threadId'] ?? '');
      return row === undefined || row.ticketId !== ticket.id ? notFound : ok(threadDetails(row));
    }),
  },
  {
    name: 'desk.conversations.list',
    method: 'GET',
    path: '/tickets/:id/conversations',
    section: '6',
    scopes: ['Desk.tickets.READ'],
    query: ['from', 'limit'],
    handle: onTicket(desk, (ticket, { query }) =>
      list(pageOf(conversations(desk, ticket), query, { fallback: 100, max: 200 })),
    ),
  },
  sendReply(desk),
];

/** Threads and comments in one list, oldest first. */
function conversations(desk: Desk, ticket: TicketRow): Record<string, unknown>[] {
  const ofTicket = (row: { ticketId: string }): boolean => row.ticketId === ticket.id;
  const threads = desk.tables.threads.list().filter(ofTicket);
  const comments = desk.tables.comments.list().filter(ofTicket);
  return [
    ...threads.map((row) => ({ at: row.createdTime, item: { ...threadListItem(row), type: 'thread' } })),
    ...comments.map((row) => ({ at: row.commentedTime, item: { ...commentWire(desk, row), type: 'comment' } })),
  ]
    .sort((left, right) => left.at.localeCompare(right.at))
    .map(({ item }) => item);
}

/** Recorded only: no mail leaves (contract zoho-desk §6). The answer is PENDING, whoever reads it later finds SUCCESS. */
const sendReply = (desk: Desk): Route => ({
  name: 'desk.tickets.send-reply',
  method: 'POST',
  path: '/tickets/:id/sendReply',
  section: '6',
  scopes: ['Desk.tickets.UPDATE'],
  query: ['isPrivate', 'sendImmediately'],
  handle: onTicket(desk, (ticket, request) => {
    const body = bodyOf(request);
    const problem = findProblem(desk, body);
    if (problem !== null) return invalid(problem);
    const agent = desk.agent();
    const row = addThread(desk, ticket, {
      channel: 'EMAIL',
      direction: 'out',
      visibility: request.query['isPrivate'] === 'true' ? 'private' : 'public',
      content: String(body['content']),
      contentType: body['contentType'] === 'plainText' ? 'text/plain' : 'text/html',
      author: { id: agent.id, name: fullName(agent), email: agent.email, type: 'AGENT', photoURL: null },
      attachments: claimUploads(desk, idsOf(body['attachmentIds']), ticket.id),
      mail: {
        fromEmailAddress: String(body['fromEmailAddress']),
        to: textOr(body['to'], ticket.email ?? ''),
        cc: textOr(body['cc'], ''),
        bcc: textOr(body['bcc'], ''),
        isForward: body['isForward'] === true,
      },
    });
    if (body['ticketStatus'] !== undefined) changeTicket(desk, ticket, { status: body['ticketStatus'] });
    return ok({ ...threadDetails(row), status: 'PENDING' });
  }),
});

function findProblem(desk: Desk, body: Record<string, unknown>): string | null {
  const { channel, fromEmailAddress, content, ticketStatus } = body;
  if (channel !== 'EMAIL') return 'channel';
  if (fromEmailAddress !== supportAddress) return 'fromEmailAddress';
  if (typeof content !== 'string' || content === '') return 'content';
  if (ticketStatus !== undefined && statusTypes[String(ticketStatus)] === undefined) return 'ticketStatus';
  return idsOf(body['attachmentIds']).some((id) => findUpload(desk, id) === undefined) ? 'attachmentIds' : null;
}
