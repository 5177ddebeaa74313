import { createHmac } from 'node:crypto';
import { type HubSpot, nextId } from './hubspot.ts';
import type { FileRow } from './rows.ts';
import type { JsonMap } from './values.ts';

export type NewFile = { fileName: string; contentType: string; bytes: Buffer; access: string };

const lifeSeconds = 3_600;

/** Keeps a file with its bytes. */
export function addFile({ host, tables, now }: HubSpot, { fileName, contentType, bytes, access }: NewFile): FileRow {
  const [, name = fileName, extension = ''] = /^(.+)\.([^.]+)$/.exec(fileName) ?? [];
  const id = nextId(host, 'file');
  tables.contents.insert({ id, base64: bytes.toString('base64') });
  return tables.files.insert({ id, name, extension, contentType, size: bytes.length, access, createdAt: now() });
}

export const fileNameOf = ({ name, extension }: FileRow): string => (extension === '' ? name : `${name}.${extension}`);

/** Where the bytes are; signed for a time when the file is private (contract hubspot §8). */
export function fileUrl(hubspot: HubSpot, file: FileRow, seconds: number | null = null): string {
  const address = `${baseUrl(hubspot)}/hubspot-files/${hubspot.portal().id}/${file.id}/${encodeURIComponent(fileNameOf(file))}`;
  if (seconds === null) return address;
  const expires = String(Math.floor(hubspot.host.clock.now().getTime() / 1_000) + seconds);
  return `${address}?Expires=${expires}&Signature=${signatureOf(hubspot, file.id, expires)}`;
}

export const signatureOf = (hubspot: HubSpot, id: string, expires: string): string =>
  createHmac('sha256', hubspot.app().developerKey).update(`${id} ${expires}`).digest('base64url');

/** A file as a message names it. */
export const attachmentOf = (hubspot: HubSpot, file: FileRow, usage?: string): JsonMap => ({
  type: 'FILE',
  fileId: file.id,
  fileUsageType: usage ?? usageOf(file.contentType),
  name: fileNameOf(file),
  url: fileUrl(hubspot, file, isPublic(file) ? null : lifeSeconds),
});

export const isPublic = ({ access }: FileRow): boolean => access.startsWith('PUBLIC');

function usageOf(contentType: string): string {
  if (contentType.startsWith('image/')) return 'IMAGE';
  return contentType.startsWith('audio/') ? 'AUDIO' : 'OTHER';
}

function baseUrl({ host }: HubSpot): string {
  const address = host.app.server.address();
  return typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : 'http://localhost';
}
