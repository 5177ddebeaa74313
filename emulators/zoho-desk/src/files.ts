import { createHash } from 'node:crypto';
import type { EmulatorRequest } from '@baton/emulator-kit';
import type { Desk } from './desk.ts';
import type { FileRow } from './rows.ts';

const baseUrl = 'https://desk.zoho.com/api/v1';

/** An upload or an attachment as the API shows it (contract zoho-desk §7). */
export const fileWire = (row: FileRow): Record<string, unknown> => ({
  id: row.id,
  name: row.name,
  size: row.size,
  creatorId: row['creatorId'] ?? null,
  createdTime: row.createdTime,
  isPublic: row.isPublic,
  previewurl: null,
  href:
    row.ticketId === null
      ? `${baseUrl}/uploads/${row.id}/contents`
      : `${baseUrl}/tickets/${row.ticketId}/attachments/${row.id}/content`,
});

/** The part `file` of a multipart body as a row that is not stored yet; null when there is none. */
export function readFile(desk: Desk, request: EmulatorRequest): FileRow | null {
  const boundary = /boundary="?([^";]+)"?/.exec(request.headers['content-type'] ?? '')?.[1];
  if (boundary === undefined) return null;
  for (const part of request.rawBody.toString('latin1').split(`--${boundary}`)) {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    if (!/name="file"/i.test(head)) continue;
    const bytes = Buffer.from(rest.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1');
    const name = Buffer.from(/filename="([^"]*)"/i.exec(head)?.[1] ?? 'file', 'latin1').toString('utf8');
    return {
      id: desk.host.nextId(),
      ticketId: null,
      name,
      size: String(bytes.length),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      creatorId: desk.agent().id,
      isPublic: false,
      createdTime: desk.now(),
    };
  }
  return null;
}

/** Uploads are temporary; one that is too old is as unknown as one that never was. */
export function findUpload({ host, tables, settings }: Desk, id: string): FileRow | undefined {
  const row = tables.uploads.get(id);
  const isFresh = Date.parse(row?.createdTime ?? '') + settings.read().uploadLifeMs > host.clock.now().getTime();
  return isFresh ? row : undefined;
}

/** Uploads become attachments of the ticket. */
export function claimUploads(desk: Desk, ids: string[], ticketId: string): FileRow[] {
  return ids.flatMap((id) => {
    const row = findUpload(desk, id);
    if (row === undefined) return [];
    desk.tables.uploads.remove(id);
    return [desk.tables.attachments.insert({ ...row, ticketId })];
  });
}
