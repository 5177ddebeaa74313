import {
  type Attachment,
  childObject,
  type FileContent,
  type FileStore,
  isJsonObject,
  type Json,
  type JsonObject,
  type PortResult,
  toPortResult,
} from '@baton/core';
import { ClientError, type Http } from '@baton/http-kit';
import { mediaFields, toWords } from './words.ts';

export type BotpressFilesOptions = {
  http: Http;
  /** Scheme, host and port of where the bot's channels keep files. Nothing that lies elsewhere is fetched. */
  origins: readonly string[];
};

const fetchTimeoutMs = 30_000;

/** Files of customers, by the address that came with the message (contract botpress §3). They need no token. */
export const createBotpressFiles = ({ http, origins }: BotpressFilesOptions): FileStore => ({
  fetch: async (address, { bytesMax }) => {
    if (!isFileAddress(origins, address))
      return { type: 'refused', code: 'file-elsewhere', detail: 'the address is none of BOTPRESS_FILE_ORIGINS' };
    const fetched = await toPortResult(() => download(http, { url: address, bytesMax }));
    // A file is not decoded, so there is only one thing about it that cannot be taken.
    return fetched.type !== 'ok' && fetched.code === 'undecodable' ? tooBig(fetched) : fetched;
  },
});

const tooBig = ({ detail }: { detail: string }): PortResult<FileContent> => ({
  type: 'refused',
  code: 'file-too-big',
  detail,
});

async function download(http: Http, { url, bytesMax }: { url: string; bytesMax: number }): Promise<FileContent> {
  const { status, body, headers } = await http.send({
    ...{ method: 'GET', url, answer: 'bytes', bodyBytesMax: bytesMax, timeoutMs: fetchTimeoutMs },
  });
  if (body instanceof Uint8Array && status === 200)
    return { bytes: body, contentType: headers.get('content-type')?.split(';')[0]?.trim() ?? null };
  const isBusy = status === 429 || status >= 500;
  throw new ClientError(isBusy ? 'unavailable' : 'not-found', `The file cannot be fetched (${status}).`, {
    retryable: isBusy,
    status,
  });
}

const isFileAddress = (origins: readonly string[], address: string): boolean =>
  URL.canParse(address) && origins.includes(new URL(address).origin);

const namesMax = 200;

/** What of a message can be brought as a file, and the message without it. */
export function takeFiles(
  origins: readonly string[],
  { type, payload }: { type: string; payload: JsonObject },
): { files: Attachment[]; rest: { type: string; payload: JsonObject } | null } {
  const address = payload[mediaFields[type] ?? ''];
  if (typeof address === 'string' && isFileAddress(origins, address))
    return { files: [toAttachment(type, address, payload['title'])], rest: null };
  const { items } = payload;
  if (type !== 'bloc' || !Array.isArray(items)) return { files: [], rest: { type, payload } };
  const taken = items.filter(isJsonObject).map((item) => ({
    item,
    ...takeFiles(origins, { type: String(item['type']), payload: childObject(item, 'payload') }),
  }));
  const left = taken.filter(({ rest }) => rest !== null).map(({ item }) => item);
  return {
    files: taken.flatMap(({ files }) => files),
    rest: left.length === 0 ? null : { type, payload: { ...payload, items: left } },
  };
}

/** By its title, else by the end of its address. */
function toAttachment(type: string, address: string, title: Json | undefined): Attachment {
  const last = decodeSafely(new URL(address).pathname.split('/').at(-1) ?? '');
  const named = typeof title === 'string' && title.trim() !== '' ? title.trim() : last;
  const name = [...toWords(named)].slice(0, namesMax).join('');
  return { name: name === '' ? type : name, contentType: null, sizeBytes: null, address: toWords(address) };
}

function decodeSafely(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
