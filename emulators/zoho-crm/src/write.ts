import type { EmulatorReply } from '@baton/emulator-kit';
import { fields } from './metadata.ts';
import { type Failure, failure, refused } from './replies.ts';
import { author, type Crm, type ModuleName, type RecordRow } from './rows.ts';

const recordsMax = 100;
const all = ['workflow', 'approval', 'blueprint'];

export type Verdict =
  | { code: 'SUCCESS'; status: 'success'; message: string; details: Record<string, unknown>; [more: string]: unknown }
  | Failure;
type Given = Record<string, unknown>;
export type Batch = { module: ModuleName; body: Given };
type Write = (given: Given, index: number) => Verdict;

/**
 * Writes record by record, each with its own verdict: one status when all go the same way, 207 for a mixture and 400 when all
 * failed (contract zoho-crm §5).
 */
export function writeAll(body: Given, write: Write): EmulatorReply {
  const { data } = body;
  if (!Array.isArray(data) || data.length === 0)
    return refused(400, 'MANDATORY_NOT_FOUND', 'required field not found', { api_name: 'data', json_path: '$.data' });
  if (data.length > recordsMax)
    return refused(400, 'INVALID_DATA', 'invalid data', {
      api_name: 'data',
      json_path: '$.data',
      maximum_length: recordsMax,
    });
  const verdicts = data.map((given, index) => write(Object.fromEntries(Object.entries(Object(given) as Given)), index));
  const failures = verdicts.filter(({ status }) => status === 'error').length;
  const isAllInserted = verdicts.every(({ message }) => message === 'record added');
  const status = failures === verdicts.length ? 400 : failures > 0 ? 207 : isAllInserted ? 201 : 200;
  return { status, body: { data: verdicts } };
}

export const insert = (crm: Crm, { module, body }: Batch): EmulatorReply =>
  writeAll(body, (given, index) => {
    const problem = findProblem(module, given, { index, isNew: true });
    return problem ?? findDuplicate(crm, module, { given, index }) ?? add(crm, { module, body }, given);
  });

export const update = (crm: Crm, batch: Batch, id?: string): EmulatorReply =>
  writeAll(batch.body, (given, index) => {
    const row = crm.records[batch.module].get(id ?? String(given['id']));
    if (row === undefined)
      return failure('INVALID_DATA', 'the id given seems to be invalid', {
        api_name: 'id',
        json_path: `$.data[${index}].id`,
      });
    return findProblem(batch.module, given, { index, isNew: false }) ?? change(crm, batch, { row, given });
  });

/** By the given fields in their order; without a list by the system's own, the address. */
export function upsert(crm: Crm, batch: Batch): EmulatorReply {
  const { module, body } = batch;
  const listed = body['duplicate_check_fields'];
  const names = Array.isArray(listed) ? listed.map(String) : ['Email'];
  return writeAll(body, (given, index) => {
    const problem = findProblem(module, given, { index, isNew: true });
    if (problem !== null) return problem;
    for (const name of names) {
      const row = sameIn(crm, module, { name, value: given[name] });
      if (row !== undefined) return { ...change(crm, batch, { row, given }), action: 'update', duplicate_field: name };
    }
    return { ...add(crm, batch, given), action: 'insert', duplicate_field: null };
  });
}

/** Converted leads are not seen. */
function sameIn(
  crm: Crm,
  module: ModuleName,
  { name, value }: { name: string; value: unknown },
): RecordRow | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  const wanted = value.toLowerCase();
  return crm.records[module].find(
    (row) => row['Converted'] !== true && String(row[name] ?? '').toLowerCase() === wanted,
  );
}

function add(crm: Crm, batch: Batch, given: Given): Verdict {
  const now = crm.now();
  const row = { ...given, id: crm.host.nextId(), Created_Time: now, Modified_Time: now };
  crm.records[batch.module].insert(row);
  return done(crm, batch, { row, action: 'create', message: 'record added' });
}

function change(crm: Crm, batch: Batch, { row, given }: { row: RecordRow; given: Given }): Verdict {
  const changed = crm.records[batch.module].update(row.id, { ...given, id: row.id, Modified_Time: crm.now() });
  return done(crm, batch, { row: changed, action: 'edit', message: 'record updated' });
}

type Done = { row: RecordRow; action: string; message: string };

/** Records the automation that a portal would have run; `trigger: []` means none. */
function done(crm: Crm, { module, body }: Batch, { row, action, message }: Done): Verdict {
  const { trigger } = body;
  const triggers = Array.isArray(trigger) ? trigger.map(String) : all;
  if (triggers.length > 0)
    crm.automations.insert({ id: crm.host.nextId(), module, recordId: row.id, action, triggers });
  return { code: 'SUCCESS', details: { ...detailsOf(row), $approval_state: 'approved' }, message, status: 'success' };
}

export const detailsOf = (row: RecordRow): Record<string, unknown> => ({
  id: row.id,
  Created_Time: row.Created_Time,
  Modified_Time: row.Modified_Time,
  Created_By: author,
  Modified_By: author,
});

type Place = { index: number; isNew: boolean };

function findProblem(module: ModuleName, given: Given, { index, isNew }: Place): Failure | null {
  for (const { api_name, system_mandatory, pick_list_values, length } of fields[module]) {
    const at = { api_name, json_path: `$.data[${index}].${api_name}` };
    const value = given[api_name];
    const isEmpty = value === undefined || value === null || value === '';
    if (system_mandatory && isEmpty && (isNew || api_name in given))
      return failure('MANDATORY_NOT_FOUND', 'required field not found', at);
    if (isEmpty) continue;
    if (pick_list_values.length > 0 && !pick_list_values.includes(String(value)))
      return failure('INVALID_DATA', 'invalid data', { ...at, supported_values: pick_list_values });
    if (typeof value === 'string' && value.length > length)
      return failure('INVALID_DATA', 'invalid data', { ...at, maximum_length: length });
  }
  return null;
}

/** Only when the portal makes the address unique; `uniqueEmail` switches it on. */
function findDuplicate(
  crm: Crm,
  module: ModuleName,
  { given, index }: { given: Given; index: number },
): Failure | null {
  if (!crm.settings.read().uniqueEmail) return null;
  const row = sameIn(crm, module, { name: 'Email', value: given['Email'] });
  if (row === undefined) return null;
  const moduleId = module === 'Leads' ? '904410000000002175' : '904410000000002179';
  return failure('DUPLICATE_DATA', 'duplicate data', {
    api_name: 'Email',
    json_path: `$.data[${index}].Email`,
    duplicate_record: {
      id: row.id,
      module: { api_name: module, id: moduleId },
      Owner: { ...author, email: 'sam@company.com' },
    },
  });
}
