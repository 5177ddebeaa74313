import type { EmulatorRequest } from '@baton/emulator-kit';

export type Part = { name: string; fileName: string | null; contentType: string; bytes: Buffer };

/** The parts of a multipart form; null when it is none. */
export function readParts({ headers, rawBody }: EmulatorRequest): Part[] | null {
  const type = headers['content-type'] ?? '';
  const boundary = /boundary="?([^";]+)"?/.exec(type)?.[1];
  if (!type.startsWith('multipart/form-data') || boundary === undefined) return null;
  const parts = rawBody.toString('latin1').split(`--${boundary}`);
  return parts.flatMap((part) => {
    const [head = '', ...rest] = part.split('\r\n\r\n');
    const name = /name="([^"]*)"/i.exec(head)?.[1];
    if (name === undefined || rest.length === 0) return [];
    const fileName = /filename="([^"]*)"/i.exec(head)?.[1];
    return {
      name,
      fileName: fileName === undefined ? null : Buffer.from(fileName, 'latin1').toString('utf8'),
      contentType: /content-type: *([^\r\n;]+)/i.exec(head)?.[1]?.toLowerCase() ?? 'application/octet-stream',
      bytes: Buffer.from(rest.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1'),
    };
  });
}
