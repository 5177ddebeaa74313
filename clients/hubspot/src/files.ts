import {
  type CallOptions,
  ClientError,
  type FileContent,
  type Http,
  instant,
  number,
  text,
  textOrEmpty,
  withId,
} from '@baton/http-kit';
import { type HubSpotContext, type HubSpotOptions, hubSpotApiUrl } from './context.ts';
import { fixedVersions } from './versions.ts';

/** A function that opens the file anew lets an upload be repeated where that is safe. */
export type HubSpotFileContent = {
  fileName: string;
  contentType?: string;
  content: FileContent;
  /** Made if it is not there. */
  folderPath: string;
  /** Default PRIVATE. */
  access?: 'PRIVATE' | 'PUBLIC_NOT_INDEXABLE' | 'PUBLIC_INDEXABLE';
};

export type HubSpotFile = {
  id: string;
  name: string;
  extension: string | null;
  sizeBytes: number | null;
  raw: unknown;
};
export type SignedUrl = {
  url: string;
  name: string;
  extension: string | null;
  sizeBytes: number | null;
  expiresAt: Date | null;
};

const path = `/files/${fixedVersions.files}/files`;
const downloadBytesMax = 20 * 1024 * 1024;
const downloadTimeoutMs = 60_000;
const ownHosts =
  /(?:^|\.)(?:hubspot\.com|hubspot\.net|hubapi\.com|hubspotusercontent(?:[0-9]{2}|-[a-z]{2}[0-9])?\.net)$/;

/** Files (contract hubspot §6.2, §8). */
export const createFiles = (context: HubSpotContext, options: HubSpotOptions) => ({
  /**
   * Uploads a file, to be sent by its id. Scope files.write · §6.2 · retry: idempotent, for a file that nobody uses harms nobody.
   * @example const { id } = await hubspot.files.upload({ fileName: 'invoice.pdf', content: bytes, folderPath: '/baton' })
   */
  upload: async (
    { folderPath, access = 'PRIVATE', ...file }: HubSpotFileContent,
    call?: CallOptions,
  ): Promise<HubSpotFile> =>
    withId(
      toFile(
        await context.call({
          operation: 'files.upload',
          method: 'POST',
          path,
          multipart: [
            { name: 'file', ...file },
            { name: 'fileName', value: file.fileName },
            { name: 'folderPath', value: folderPath },
            { name: 'options', value: JSON.stringify({ access, overwrite: false }) },
          ],
          retryClass: 'idempotent',
          options: call,
        }),
      ),
      'HubSpot',
    ),
  /**
   * An address under which a private file can be fetched for a while. Scope files.read · §8 · retry: read.
   * @example const { url } = await hubspot.files.signedUrl(fileId, { expirationSeconds: 3_600 })
   */
  signedUrl: async (
    fileId: string,
    { expirationSeconds = 3_600 }: { expirationSeconds?: number } = {},
    call?: CallOptions,
  ): Promise<SignedUrl> => {
    const answer = await context.call({
      operation: 'files.signedUrl',
      method: 'GET',
      path: `${path}/:id/signed-url`,
      at: { id: fileId },
      query: { expirationSeconds: String(expirationSeconds) },
      options: call,
    });
    return {
      url: textOrEmpty(answer, 'url'),
      name: textOrEmpty(answer, 'name'),
      extension: text(answer, 'extension'),
      sizeBytes: number(answer, 'size'),
      expiresAt: instant(answer, 'expiresAt'),
    };
  },
  /**
   * The bytes behind a signed address or one of a webhook; no token is sent. §8 · retry: unsafe, it is tried once.
   * @throws ClientError `invalid` for a host that is not HubSpot's, before anything is sent; `undecodable` above `bytesMax` (20 MB)
   * @example const { bytes, contentType } = await hubspot.files.download(url)
   */
  download: async (
    url: string,
    { bytesMax = downloadBytesMax, signal }: { bytesMax?: number; signal?: AbortSignal } = {},
  ): Promise<{ bytes: Uint8Array; contentType: string | null }> => {
    if (!isTrusted(url, options)) throw foreign();
    return fetchFile(options.http, { url, bytesMax, signal });
  },
});

async function fetchFile(
  http: Http,
  { url, bytesMax, signal }: { url: string; bytesMax: number; signal: AbortSignal | undefined },
): Promise<{ bytes: Uint8Array; contentType: string | null }> {
  const response = await http.send({
    method: 'GET',
    url,
    answer: 'bytes',
    bodyBytesMax: bytesMax,
    timeoutMs: downloadTimeoutMs,
    ...(signal && { signal }),
  });
  if (response.body instanceof Uint8Array)
    return { bytes: response.body, contentType: response.headers.get('content-type') };
  const isGone = response.status === 403 || response.status === 404 || response.status === 410;
  throw new ClientError(isGone ? 'not-found' : 'unavailable', `The file cannot be fetched (${response.status}).`, {
    retryable: !isGone,
    status: response.status,
    ...(isGone ? { fix: 'The address has ended: ask for a new one with `signedUrl`.' } : {}),
  });
}

function isTrusted(url: string, { baseUrl = hubSpotApiUrl, trustedFileHosts = [] }: HubSpotOptions): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, hostname, username } = new URL(url);
  if (username !== '') return false;
  if (host === new URL(baseUrl).host || trustedFileHosts.includes(host)) return true;
  return protocol === 'https:' && ownHosts.test(hostname);
}

const foreign = (): ClientError =>
  new ClientError('invalid', 'The file is at a host that is not HubSpot’s; it was not fetched.', {
    retryable: false,
    fix: 'Name the host in `trustedFileHosts` if it is one.',
  });

const toFile = (row: unknown): HubSpotFile => ({
  id: textOrEmpty(row, 'id'),
  name: textOrEmpty(row, 'name'),
  extension: text(row, 'extension'),
  sizeBytes: number(row, 'size'),
  raw: row,
});
