import type { CallOptions, FileContent, Pages } from '@baton/http-kit';
import { flag, number, text, textOrEmpty, withId } from '@baton/http-kit';
import type { DeskContext } from './context.ts';

/** A function that opens the file anew lets an upload be repeated where that is safe. */
export type DeskFileContent = { fileName: string; contentType?: string; content: FileContent };
export type DeskFile = {
  id: string;
  name: string;
  sizeBytes: number | null;
  isPublic: boolean;
  url: string | null;
  raw: unknown;
};

/** Uploads and attachments (contract zoho-desk §7); both stream. */
export const createFiles = (context: DeskContext) => ({
  /**
   * Uploads for later use in `uploads` or `attachmentIds`; temporary. Scope Desk.basic.CREATE · §7 · retry: idempotent, for an upload
   * that nobody uses goes away by itself.
   * @example const { id } = await desk.files.upload({ fileName: 'transcript.txt', contentType: 'text/plain', content: () => createReadStream(path) })
   */
  upload: async (file: DeskFileContent, options?: CallOptions): Promise<DeskFile> =>
    withId(
      toFile(
        await context.call({
          operation: 'files.upload',
          method: 'POST',
          path: '/uploads',
          multipart: [{ name: 'file', ...file }],
          retryClass: 'idempotent',
          options,
        }),
      ),
      'Zoho Desk',
    ),
  /**
   * Attaches a file to a ticket, private unless told otherwise. Scope Desk.tickets.UPDATE · §7 · retry: unsafe.
   * @example await desk.files.attach(ticketId, { fileName: 'screen.png', contentType: 'image/png', content: bytes })
   */
  attach: async (
    ticketId: string,
    { isPublic = false, ...file }: DeskFileContent & { isPublic?: boolean },
    options?: CallOptions,
  ): Promise<DeskFile> =>
    withId(
      toFile(
        await context.call({
          operation: 'files.attach',
          method: 'POST',
          path: '/tickets/:id/attachments',
          at: { id: ticketId },
          query: { isPublic: String(isPublic) },
          multipart: [{ name: 'file', ...file }],
          options,
        }),
      ),
      'Zoho Desk',
    ),
  /**
   * A ticket's attachments. Scope Desk.tickets.READ · §7 · retry: read.
   * @example await desk.files.list(ticketId).all()
   */
  list: (ticketId: string, options?: CallOptions): Pages<DeskFile> =>
    context.pages({
      operation: 'files.list',
      path: '/tickets/:id/attachments',
      at: { id: ticketId },
      decode: toFile,
      limit: 100,
      options,
    }),
  /**
   * Shows an attachment to the contact, or hides it. Scope Desk.tickets.UPDATE · §7 · retry: idempotent.
   * @example await desk.files.publish(ticketId, { fileId, isPublic: true })
   */
  publish: async (
    ticketId: string,
    { fileId, isPublic }: { fileId: string; isPublic: boolean },
    options?: CallOptions,
  ): Promise<void> => {
    await context.call({
      operation: 'files.publish',
      method: 'PATCH',
      path: '/tickets/:id/attachments/:fileId',
      at: { id: ticketId, fileId },
      json: { isPublic },
      retryClass: 'idempotent',
      options,
    });
  },
  /**
   * Removes an attachment. Scope Desk.tickets.UPDATE · §7 · retry: idempotent, so a repeat may end in `not-found`.
   * @example await desk.files.delete(ticketId, fileId)
   */
  delete: async (ticketId: string, fileId: string, options?: CallOptions): Promise<void> => {
    await context.call({
      operation: 'files.delete',
      method: 'DELETE',
      path: '/tickets/:id/attachments/:fileId',
      at: { id: ticketId, fileId },
      retryClass: 'idempotent',
      options,
    });
  },
});

const toFile = (row: unknown): DeskFile => ({
  id: textOrEmpty(row, 'id'),
  name: textOrEmpty(row, 'name'),
  sizeBytes: number(row, 'size'),
  isPublic: flag(row, 'isPublic') === true,
  url: text(row, 'href'),
  raw: row,
});
