import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import type { Desk } from '../desk.ts';
import { fileWire, readFile } from '../files.ts';
import { bodyOf, failure, invalid, list, notFound, ok, pageOf } from '../replies.ts';
import { onTicket, type Route } from '../route.ts';
import type { FileRow } from '../rows.ts';

/** The contract knows no number; a portal's default is said to be 20 MB (zoho-desk §7). */
const fileBytesMax = 20 * 1024 * 1024;

export const fileRoutes = (desk: Desk): Route[] => [
  {
    name: 'desk.uploads.create',
    method: 'POST',
    path: '/uploads',
    section: '7',
    scopes: ['Desk.basic.CREATE'],
    handle: (request) => {
      const reading = read(desk, request);
      return reading.ok ? ok(fileWire(desk.tables.uploads.insert(reading.file))) : reading.reply;
    },
  },
  {
    name: 'desk.attachments.create',
    method: 'POST',
    path: '/tickets/:id/attachments',
    section: '7',
    scopes: ['Desk.tickets.UPDATE'],
    query: ['isPublic'],
    handle: onTicket(desk, (ticket, request) => {
      const reading = read(desk, request);
      if (!reading.ok) return reading.reply;
      const isPublic = request.query['isPublic'] === 'true';
      return ok(fileWire(desk.tables.attachments.insert({ ...reading.file, ticketId: ticket.id, isPublic })));
    }),
  },
  {
    name: 'desk.attachments.list',
    method: 'GET',
    path: '/tickets/:id/attachments',
    section: '7',
    scopes: ['Desk.tickets.READ'],
    query: ['isPublic', 'include', 'sortBy', 'from', 'limit'],
    handle: onTicket(desk, (ticket, { query }) => {
      const rows = desk.tables.attachments
        .list()
        .filter((row) => row.ticketId === ticket.id)
        .filter((row) => query['isPublic'] === undefined || String(row.isPublic) === query['isPublic']);
      return list(pageOf(rows, query, { fallback: 50, max: 100 }).map(fileWire));
    }),
  },
  ...oneAttachment(desk),
];

const oneAttachment = (desk: Desk): Route[] => [
  {
    name: 'desk.attachments.update',
    method: 'PATCH',
    path: '/tickets/:id/attachments/:attachmentId',
    section: '7',
    scopes: ['Desk.tickets.UPDATE'],
    handle: onAttachment(desk, (row, request) => {
      const { isPublic } = bodyOf(request);
      if (typeof isPublic !== 'boolean') return invalid('isPublic');
      return ok(fileWire(desk.tables.attachments.update(row.id, { isPublic })));
    }),
  },
  {
    name: 'desk.attachments.delete',
    method: 'DELETE',
    path: '/tickets/:id/attachments/:attachmentId',
    section: '7',
    scopes: ['Desk.tickets.UPDATE'],
    handle: onAttachment(desk, (row) => {
      desk.tables.attachments.remove(row.id);
      return ok();
    }),
  },
];

const onAttachment = (desk: Desk, handle: (row: FileRow, request: EmulatorRequest) => EmulatorReply) =>
  onTicket(desk, (ticket, request) => {
    const row = desk.tables.attachments.get(request.params['attachmentId'] ?? '');
    return row === undefined || row.ticketId !== ticket.id ? notFound : handle(row, request);
  });

type Reading = { ok: true; file: FileRow } | { ok: false; reply: EmulatorReply };

function read(desk: Desk, request: EmulatorRequest): Reading {
  if (!(request.headers['content-type'] ?? '').startsWith('multipart/form-data'))
    return { ok: false, reply: failure(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send the file as multipart/form-data.') };
  const file = readFile(desk, request);
  if (file === null) return { ok: false, reply: invalid('file', 'missing') };
  if (Number(file.size) > fileBytesMax)
    return { ok: false, reply: failure(413, 'RESOURCE_SIZE_EXCEEDED', 'The file is too large.') };
  return { ok: true, file };
}
