import { randomBytes } from 'node:crypto';
import type { EmulatorRequest } from '@baton/emulator-kit';
import { ApiFault, invalidBody } from './api-fault.ts';
import type { AttachmentRow } from './rows.ts';
import type { SalesIqStore } from './store.ts';

const bytesMax = 50 * 1024 * 1024;

/** A sent file and its comment (salesiq.md §2.1, §3), stored; null when the body is not multipart. */
export function receiveFile(
  store: SalesIqStore,
  request: EmulatorRequest,
): { text: string; attachment: AttachmentRow } | null {
  const type = request.headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return null;
  const parts = partsOf(request.rawBody, /boundary="?([^";]+)"?/.exec(type)?.[1] ?? '');
  const file = parts.find(({ head }) => /name="file"/i.test(head));
  if (file === undefined) throw invalidBody('file');
  if (file.bytes.length === 0) throw new ApiFault(1018, 'The file is empty');
  if (file.bytes.length > bytesMax) throw new ApiFault(1027, 'The file is too big');
  const comment = parts.find(({ head }) => /name="comment"/i.test(head))?.bytes.toString('utf8') ?? '';
  const attachment: AttachmentRow = {
    key: randomBytes(16).toString('hex'),
    name: Buffer.from(/filename="([^"]*)"/i.exec(file.head)?.[1] ?? 'file', 'latin1').toString('utf8'),
    contentType: /^content-type: *([^\r\n]+)/im.exec(file.head)?.[1] ?? 'application/octet-stream',
    size: file.bytes.length,
  };
  store.tables.files.insert({ id: attachment.key, ...attachment, base64: file.bytes.toString('base64') });
  return { text: comment, attachment };
}

function partsOf(body: Buffer, boundary: string): { head: string; bytes: Buffer }[] {
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  return parts.map((part) => {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    return { head: head.trimStart(), bytes: Buffer.from(rest.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1') };
  });
}
