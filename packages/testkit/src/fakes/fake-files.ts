import { type FileContent, type FileStore, portOk } from '@baton/core';
import { type Disturb, disturbed } from './disturb.ts';

/** Files in memory, by address. */
export const createFakeFiles = (stored: ReadonlyMap<string, FileContent>, disturb: Disturb): FileStore => ({
  fetch: async (address, { bytesMax }) =>
    disturbed(disturb('files.fetch'), {
      isWrite: false,
      work: () => {
        const file = stored.get(address);
        if (file === undefined) return { type: 'refused', code: 'not-found', detail: 'there is no such file' };
        return file.bytes.length > bytesMax
          ? { type: 'refused', code: 'file-too-big', detail: 'more bytes than were asked for' }
          : portOk(file);
      },
    }),
});
