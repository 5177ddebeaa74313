import type { HubSpotClient } from '@baton/client-hubspot';
import { type FileContent, type FileStore, type PortResult, toPortResult } from '@baton/core';
import { toFileId } from '../file-address.ts';

/** Files of agents (contract hubspot §8): only from HubSpot's own hosts. */
export const createHubSpotFiles = (client: Pick<HubSpotClient, 'files'>): FileStore => ({
  fetch: async (address, { bytesMax }) => {
    const url = await readUrl(client, address);
    if (url.type !== 'ok') return url;
    const file: PortResult<FileContent> = await toPortResult(() => client.files.download(url.value, { bytesMax }));
    if (file.type === 'ok') return file;
    if (file.code === 'invalid')
      return { type: 'refused', code: 'file-elsewhere', detail: 'the address is none of a file in HubSpot' };
    return file.code === 'undecodable'
      ? { type: 'refused', code: 'file-too-big', detail: `the file has more than ${bytesMax} bytes` }
      : file;
  },
});

/** Private addresses end, so one is asked for by the file's id where there is one. */
async function readUrl(client: Pick<HubSpotClient, 'files'>, address: string): Promise<PortResult<string>> {
  const fileId = toFileId(address);
  if (fileId === null) return { type: 'ok', value: address };
  return toPortResult(async () => (await client.files.signedUrl(fileId)).url);
}
