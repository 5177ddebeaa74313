import type { EmulatorReply, EmulatorRequest } from '@baton/emulator-kit';
import { bodyOf, failure, invalidUrl } from './replies.ts';
import type { Crm, ModuleName } from './rows.ts';
import { pageOf } from './search.ts';
import { detailsOf, writeAll } from './write.ts';

/** Notes of a record; an unknown record is an unknown address. */
export function addNotes(crm: Crm, module: ModuleName, request: EmulatorRequest): EmulatorReply {
  const parent = crm.records[module].get(request.params['id'] ?? '');
  if (parent === undefined) return invalidUrl;
  return writeAll(bodyOf(request), (given, index) => {
    const { Note_Title: title, Note_Content: content } = given;
    const json_path = `$.data[${index}].Note_Content`;
    if (typeof content !== 'string' || content === '')
      return failure('MANDATORY_NOT_FOUND', 'required field not found', { api_name: 'Note_Content', json_path });
    const now = crm.now();
    const row = crm.notes.insert({
      id: crm.host.nextId(),
      Note_Title: typeof title === 'string' ? title : null,
      Note_Content: content,
      Parent_Id: parent.id,
      Created_Time: now,
      Modified_Time: now,
    });
    return { code: 'SUCCESS', details: detailsOf(row), message: 'record added', status: 'success' };
  });
}

export function listNotes(crm: Crm, module: ModuleName, { params }: EmulatorRequest): EmulatorReply {
  const parent = crm.records[module].get(params['id'] ?? '');
  if (parent === undefined) return invalidUrl;
  const rows = crm.notes.list().filter((row) => row.Parent_Id === parent.id);
  return pageOf(rows.reverse(), { page: 1, perPage: 200 }, (row) => ({ ...row, Parent_Id: { id: row.Parent_Id } }));
}
