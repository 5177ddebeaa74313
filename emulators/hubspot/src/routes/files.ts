import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { addFile, fileNameOf, fileUrl, isPublic, signatureOf } from '../files.ts';
import type { HubSpot } from '../hubspot.ts';
import { readParts } from '../multipart.ts';
import { badMember, created, failure, notFound, nothing, ok } from '../replies.ts';
import type { Route } from '../route.ts';
import type { FileRow } from '../rows.ts';
import { type JsonMap, mapOf, textOf } from '../values.ts';
import { fileType, fileWire } from '../wire.ts';

const read = ['files.read', 'files', 'files.ui_hidden.read'];
const write = ['files.write', 'files', 'files.ui_hidden.write'];
const one = ['/files/v3/files/:fileId'];
const accesses = ['PUBLIC_INDEXABLE', 'PUBLIC_NOT_INDEXABLE', 'PRIVATE', 'HIDDEN_INDEXABLE', 'HIDDEN_NOT_INDEXABLE'];
const moreAccesses = ['HIDDEN_PRIVATE', 'HIDDEN_SENSITIVE', 'SENSITIVE'];

/** Files (contract hubspot §6.2, §18). */
export const fileRoutes = (hubspot: HubSpot): Route[] => [
  {
    ...{ name: 'hubspot.files.upload', method: 'POST', paths: ['/files/v3/files'], section: '6.2', scopes: write },
    handle: (request) => upload(hubspot, request),
  },
  {
    ...{ name: 'hubspot.files.get', method: 'GET', paths: one, section: '18', scopes: read },
    handle: onFile(hubspot, (file) => ok(fileWire(file, fileUrl(hubspot, file)))),
  },
  {
    ...{ name: 'hubspot.files.delete', method: 'DELETE', paths: one, section: '18', scopes: ['files', 'files.delete'] },
    handle: onFile(hubspot, (file) => {
      hubspot.tables.files.remove(file.id);
      hubspot.tables.contents.remove(file.id);
      return nothing;
    }),
  },
  {
    ...{ name: 'hubspot.files.signed-url', method: 'GET', paths: ['/files/v3/files/:fileId/signed-url'] },
    ...{ section: '8', scopes: read },
    handle: onFile(hubspot, (file, { query }) => signed(hubspot, file, Number(query['expirationSeconds'] ?? 3_600))),
  },
];

const onFile =
  (hubspot: HubSpot, handle: (file: FileRow, request: EmulatorRequest) => EmulatorReply) =>
  (request: EmulatorRequest): EmulatorReply => {
    const file = hubspot.tables.files.get(request.params['fileId'] ?? '');
    return file === undefined ? notFound() : handle(file, request);
  };

function upload(hubspot: HubSpot, request: EmulatorRequest): EmulatorReply {
  const parts = readParts(request);
  if (parts === null)
    return failure(415, { category: 'VALIDATION_ERROR', message: 'Send the file as multipart/form-data.' });
  const text = (name: string): string => parts.find((part) => part.name === name)?.bytes.toString('utf8') ?? '';
  const file = parts.find(({ name }) => name === 'file');
  if (file === undefined) return badMember('file', 'file is missing');
  if (text('folderPath') === '' && text('folderId') === '')
    return badMember('folderPath', 'folderPath or folderId is missing');
  const access = textOf(optionsIn(text('options'))['access']);
  if (![...accesses, ...moreAccesses].includes(access)) return badMember('options', 'options must name the access');
  const fileName = text('fileName') || file.fileName || 'file';
  const row = addFile(hubspot, { fileName, contentType: file.contentType, bytes: file.bytes, access });
  return created(fileWire(row, fileUrl(hubspot, row)));
}

function optionsIn(text: string): JsonMap {
  try {
    return mapOf(JSON.parse(text));
  } catch {
    return {};
  }
}

function signed(hubspot: HubSpot, file: FileRow, seconds: number): EmulatorReply {
  if (!Number.isFinite(seconds) || seconds <= 0)
    return badMember('expirationSeconds', 'expirationSeconds must be positive');
  const { name, extension, size, contentType } = file;
  const expiresAt = new Date(hubspot.host.clock.now().getTime() + seconds * 1_000).toISOString();
  const url = fileUrl(hubspot, file, Math.floor(seconds));
  return ok({ url, name, extension, type: fileType(contentType), size, expiresAt });
}

/** The bytes, at the address that a file or a signature names. The real host is another one (contract hubspot §8). */
export function registerDownload(hubspot: HubSpot): void {
  hubspot.host.operation({
    ...{ vendor: 'hubspot', name: 'hubspot.files.download', method: 'GET', fidelity: 'guess' },
    ...{ path: '/hubspot-files/:portalId/:fileId/:name', source: 'hubspot.md §8' },
    handle: ({ params, query }) => {
      const file = hubspot.tables.files.get(params['fileId'] ?? '');
      const content = hubspot.tables.contents.get(params['fileId'] ?? '');
      if (file === undefined || content === undefined) return { status: 404 };
      if (!isPublic(file) && !isSigned(hubspot, file, query)) return { status: 403 };
      return {
        status: 200,
        headers: {
          'content-type': file.contentType,
          'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(fileNameOf(file))}`,
          'x-content-type-options': 'nosniff',
        },
        body: Buffer.from(content.base64, 'base64'),
      };
    },
  });
}

function isSigned(
  hubspot: HubSpot,
  file: FileRow,
  { Expires: expires = '', Signature: given }: Record<string, string>,
): boolean {
  const isFresh = Number(expires) * 1_000 > hubspot.host.clock.now().getTime();
  return isFresh && given === signatureOf(hubspot, file.id, expires);
}
