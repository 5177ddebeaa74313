import type { Desk } from './desk.ts';
import { fileWire } from './files.ts';
import type { FileRow, ThreadRow, TicketRow } from './rows.ts';
import { source } from './ticket-wire.ts';

type NewThread = Pick<ThreadRow, 'channel' | 'direction' | 'content' | 'contentType' | 'author'> &
  Partial<Pick<ThreadRow, 'isDescriptionThread' | 'visibility' | 'mail' | 'attachments'>>;

/** A message on a channel of the ticket (contract zoho-desk §6). */
export function addThread(desk: Desk, ticket: TicketRow, given: NewThread): ThreadRow {
  const row = desk.tables.threads.insert({
    visibility: 'public',
    isDescriptionThread: false,
    mail: null,
    attachments: [],
    ...given,
    id: desk.host.nextId(),
    ticketId: ticket.id,
    createdTime: desk.now(),
  });
  // An answer is given: none is due until the customer writes again.
  if (row.direction === 'out' && row.visibility === 'public')
    desk.tables.tickets.update(ticket.id, { isAnswered: true });
  const { direction, content, contentType, visibility, channel, createdTime, author } = row;
  const shown = { channel, direction, visibility, status: 'SUCCESS', summary: plain(content), content, contentType };
  const { photoURL: _photoURL, ...person } = author;
  const payload = {
    id: row.id,
    ticketId: ticket.id,
    departmentId: ticket.departmentId,
    ...shown,
    author: person,
    createdTime,
  };
  if (!row.isDescriptionThread)
    desk.publish({ type: 'Ticket_Thread_Add', departmentId: ticket.departmentId, direction, payload });
  return row;
}

const plain = (content: string): string =>
  content
    .replace(/<[^>]*>/g, '')
    .trim()
    .slice(0, 200);

/** A thread in a list. */
export const threadListItem = (row: ThreadRow): Record<string, unknown> => ({
  id: row.id,
  channel: row.channel,
  direction: row.direction,
  visibility: row.visibility,
  status: 'SUCCESS',
  summary: plain(row.content),
  isDescriptionThread: row.isDescriptionThread,
  canReply: row.channel === 'EMAIL',
  hasAttach: row.attachments.length > 0,
  attachmentCount: String(row.attachments.length),
  contentType: row.contentType,
  author: row.author,
  createdTime: row.createdTime,
  source,
  respondedIn: null,
  readReceipts: [],
});

/** A thread with its full content. */
export function threadDetails(row: ThreadRow): Record<string, unknown> {
  const { respondedIn: _respondedIn, readReceipts: _readReceipts, ...item } = threadListItem(row);
  const mail = row.mail ?? { fromEmailAddress: null, to: null, cc: '', bcc: '', isForward: false };
  return {
    ...item,
    attachments: row.attachments.map((file: FileRow) => fileWire(file)),
    content: row.content,
    isContentTruncated: false,
    fullContentURL: null,
    replyTo: null,
    ...mail,
  };
}
