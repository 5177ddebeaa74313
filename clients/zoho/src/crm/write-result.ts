import { member, text } from '@baton/http-kit';

/** What became of one record of a write (contract zoho-crm §5). */
export type WriteResult =
  | { ok: true; id: string; action: 'insert' | 'update' | null; duplicateField: string | null }
  | { ok: false; code: string; field: string | null; duplicateId: string | null };

export function toWriteResult(row: unknown): WriteResult {
  const details = member(row, 'details');
  if (text(row, 'status') === 'success') {
    const action = text(row, 'action');
    return {
      ok: true,
      id: text(details, 'id') ?? '',
      action: action === 'insert' || action === 'update' ? action : null,
      duplicateField: text(row, 'duplicate_field'),
    };
  }
  return {
    ok: false,
    code: text(row, 'code') ?? 'UNKNOWN',
    field: text(details, 'api_name'),
    duplicateId: text(member(details, 'duplicate_record'), 'id'),
  };
}
