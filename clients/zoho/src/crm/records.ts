import type { CallOptions } from '@baton/http-kit';
import {
  createPages,
  defined,
  flag,
  list,
  member,
  noAnswer,
  type Pages,
  text,
  textOrEmpty,
  toPath,
} from '@baton/http-kit';
import type { CrmContext } from './context.ts';
import { toWriteResult, type WriteResult } from './write-result.ts';

/** A record with its fields by API name. */
export type CrmRecord = { id: string; fields: Record<string, unknown> };

/** Exactly one of them counts (contract zoho-crm §3). */
export type CrmSearch = { email: string } | { phone: string } | { word: string } | { criteria: string };

export type SearchOptions = CallOptions & {
  fields?: readonly string[];
  /** Leads alone: those that became contacts as well. */
  converted?: 'true' | 'false' | 'both';
};

export type WriteOptions = CallOptions & {
  /** Automation to run; default none, where Zoho's own default is all. */
  trigger?: readonly ('workflow' | 'approval' | 'blueprint')[];
};

const searchWindow = 2_000;
const pageSize = 200;

/** Records of any module (contract zoho-crm §3, §5, §6). */
export const createRecords = (context: CrmContext) => ({
  ...createReader(context),
  ...createWriter(context),
});

const createReader = (context: CrmContext) => ({
  /**
   * Searches an index: new records are missing for a while, and `equals` finds what contains. Compare exactly. Scope
   * ZohoCRM.modules.{module}.READ + ZohoSearch.securesearch.READ · §3 · retry: read.
   * @example await crm.records.search('Contacts', { email }, { fields: ['Last_Name', 'Email'] }).first(10)
   */
  search: (
    module: string,
    search: CrmSearch,
    { fields, converted, ...options }: SearchOptions = {},
  ): Pages<CrmRecord> => {
    const query = defined<string>({ ...search, fields: fields?.join(','), converted });
    return createPages({
      start: 1,
      fetch: async (page) => {
        const body = await context.call({
          operation: 'records.search',
          retryClass: 'read',
          method: 'GET',
          path: toPath('/:module/search', { module }),
          query: { ...query, page: String(page), per_page: String(pageSize) },
          options,
        });
        const hasMore = flag(member(body, 'info'), 'more_records') === true && page * pageSize < searchWindow;
        return { items: list(body, 'data').map(toRecord), next: hasMore ? page + 1 : null };
      },
      id: (record) => record.id,
    });
  },
  /**
   * One record, null when there is none. Scope ZohoCRM.modules.{module}.READ · §6 · retry: read.
   * @example (await crm.records.get('Contacts', id))?.fields['Email']
   */
  get: async (module: string, id: string, { fields, ...options }: SearchOptions = {}): Promise<CrmRecord | null> => {
    const body = await context.call({
      operation: 'records.get',
      retryClass: 'read',
      method: 'GET',
      path: toPath('/:module/:id', { module, id }),
      query: defined<string>({ fields: fields?.join(',') }),
      options,
    });
    const [row] = list(body, 'data');
    return row === undefined ? null : toRecord(row);
  },
});

type Rows = readonly Record<string, unknown>[];

const createWriter = (context: CrmContext) => ({
  /**
   * Makes 1 to 100 records; each has its own result, in the same order. Scope ZohoCRM.modules.{module}.CREATE · §5 · retry: unsafe.
   * @example const [result] = await crm.records.insert('Leads', [{ Last_Name: 'Rivera', Company: 'Not provided' }])
   */
  insert: (module: string, rows: Rows, { trigger, ...options }: WriteOptions = {}): Promise<WriteResult[]> =>
    write(context, {
      operation: 'records.insert',
      retryClass: 'unsafe',
      method: 'POST',
      path: toPath('/:module', { module }),
      json: toBody(rows, trigger),
      options,
    }),
  /**
   * Changes one record. Scope ZohoCRM.modules.{module}.UPDATE · §6 · retry: idempotent.
   * @example await crm.records.update('Leads', id, { fields: { Phone: '+15550100123' } })
   */
  update: async (
    module: string,
    id: string,
    { trigger, fields, ...options }: WriteOptions & { fields: Record<string, unknown> },
  ): Promise<WriteResult> => {
    const [result] = await write(context, {
      operation: 'records.update',
      retryClass: 'idempotent',
      method: 'PUT',
      path: toPath('/:module/:id', { module, id }),
      json: toBody([fields], trigger),
      options,
    });
    return result ?? { ok: false, code: 'NO_RESULT', field: null, duplicateId: null };
  },
  /**
   * Makes records, or changes those that are alike in one of the fields. Scope ZohoCRM.modules.{module}.CREATE and .UPDATE · §5 ·
   * retry: idempotent, for what was made is found again.
   * @example const [result] = await crm.records.upsert('Leads', [{ Last_Name: 'Rivera', Email: email }], { duplicateCheckFields: ['Email'] })
   */
  upsert: (
    module: string,
    rows: Rows,
    { trigger, duplicateCheckFields, ...options }: WriteOptions & { duplicateCheckFields: readonly string[] },
  ): Promise<WriteResult[]> =>
    write(context, {
      operation: 'records.upsert',
      // Without a field to know them by, a repeat would make them twice.
      retryClass: duplicateCheckFields.length > 0 ? 'idempotent' : 'unsafe',
      method: 'POST',
      path: toPath('/:module/upsert', { module }),
      json: { ...toBody(rows, trigger), duplicate_check_fields: duplicateCheckFields },
      options,
    }),
});

type WriteCall = Omit<Parameters<CrmContext['call']>[0], 'json'> & {
  json: { data: Rows; trigger: unknown; duplicate_check_fields?: readonly string[] };
};

async function write(context: CrmContext, call: WriteCall): Promise<WriteResult[]> {
  const weight = Math.max(1, Math.ceil(call.json.data.length / 10));
  const results = list(await context.call({ ...call, weight }), 'data').map(toWriteResult);
  if (results.length < call.json.data.length) throw noAnswer('Zoho CRM', false);
  return results;
}

const toBody = (rows: Rows, trigger: WriteOptions['trigger'] = []) => ({ data: rows, trigger });

export const toRecord = (row: unknown): CrmRecord => ({
  id: textOrEmpty(row, 'id'),
  fields: typeof row === 'object' && row !== null ? { ...row } : {},
});

/** A field of a record as text, null when it is empty. */
export const fieldText = ({ fields }: CrmRecord, name: string): string | null => text(fields, name);
