import type { SalesIqClient } from '@baton/client-zoho';
import { type FileStore, toPortResult } from '@baton/core';

export type SalesIqFilesSettings = {
  client: Pick<SalesIqClient, 'attachments'>;
  /** Address of the portal's REST API; what lies elsewhere is never fetched. */
  baseUrl: string;
};

/** Files of SalesIQ's chats, by the address that came with them (contract salesiq §2.1, §5.2). */
export const createSalesIqFiles = ({ client, baseUrl }: SalesIqFilesSettings): FileStore => ({
  fetch: async (address, { bytesMax }) => {
    const file = readAddress(address, baseUrl);
    if (file === null)
      return { type: 'refused', code: 'file-elsewhere', detail: 'the address is none of an attachment in SalesIQ' };
    const fetched = await toPortResult(async () => ({
      bytes: await client.attachments.download({ ...file, bytesMax }),
      contentType: null,
    }));
    // A file is not decoded, so there is only one thing about it that cannot be taken.
    return fetched.type === 'retry' && fetched.code === 'undecodable'
      ? { type: 'refused', code: 'file-too-big', detail: fetched.detail }
      : fetched;
  },
});

/** Only the parts of the address are used, and asked for at the portal's own. */
function readAddress(address: string, baseUrl: string): { key: string; fileName: string; chatId: string } | null {
  if (!URL.canParse(address, baseUrl)) return null;
  const url = new URL(address, baseUrl);
  const key = /^\/api\/v2\/[^/]+\/attachments\/([\w.-]+)$/.exec(url.pathname)?.[1];
  if (key === undefined || url.origin !== new URL(baseUrl).origin) return null;
  return { key, fileName: url.searchParams.get('file_name') ?? '', chatId: url.searchParams.get('chat_id') ?? '' };
}
