import { type CallOptions, list, noAnswer, toPath } from '@baton/http-kit';
import type { CrmContext } from './context.ts';
import { type CrmRecord, toRecord } from './records.ts';
import { toWriteResult, type WriteResult } from './write-result.ts';

export type Note = { title: string; content: string };

/** Notes on records (contract zoho-crm §6). */
export const createNotes = (context: CrmContext) => ({
  /**
   * Adds a note. Scope ZohoCRM.modules.notes.CREATE · §6 · retry: unsafe.
   * @example await crm.notes.add('Leads', id, { title: 'Chat', content: 'Asked for a callback' })
   */
  add: async (
    module: string,
    id: string,
    { options, ...note }: Note & { options?: CallOptions },
  ): Promise<WriteResult> => {
    const body = await context.call({
      operation: 'notes.add',
      retryClass: 'unsafe',
      method: 'POST',
      path: toPath('/:module/:id/Notes', { module, id }),
      json: { data: [{ Note_Title: note.title, Note_Content: note.content }] },
      options,
    });
    const [result] = list(body, 'data');
    if (result === undefined) throw noAnswer('Zoho CRM', false);
    return toWriteResult(result);
  },
  /**
   * A record's notes; the query is inferred. Scope ZohoCRM.modules.notes.READ · §6 · retry: read.
   * @example await crm.notes.list('Leads', id)
   */
  list: async (module: string, id: string, options?: CallOptions): Promise<CrmRecord[]> => {
    const body = await context.call({
      operation: 'notes.list',
      retryClass: 'read',
      method: 'GET',
      path: toPath('/:module/:id/Notes', { module, id }),
      query: { fields: 'Note_Title,Note_Content,Created_Time' },
      options,
    });
    return list(body, 'data').map(toRecord);
  },
});
