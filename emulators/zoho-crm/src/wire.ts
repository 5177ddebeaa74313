import { fields } from './metadata.ts';
import { type ModuleName, type RecordRow, user } from './rows.ts';

/** A record with all fields of its module, or only the ones that `wanted` lists. */
export function recordWire(module: ModuleName, row: RecordRow, wanted?: string): Record<string, unknown> {
  const known = fields[module].map(({ api_name }) => [api_name, row[api_name] ?? null] as const);
  const { id, Created_By: _createdBy, Modified_By: _modifiedBy, ...stored } = row;
  const full: Record<string, unknown> = {
    id,
    ...Object.fromEntries(known),
    ...stored,
    Full_Name: [row['First_Name'], row['Last_Name']].filter((part) => typeof part === 'string').join(' '),
    Owner: user,
    $approval_state: 'approved',
    $editable: true,
    Tag: [],
  };
  if (wanted === undefined) return full;
  const names = wanted.split(',').map((name) => name.trim());
  return Object.fromEntries(['id', ...names].map((name) => [name, name === 'id' ? id : readPath(full, name)]));
}

/** `Account_Name.Account_Name` looks through a lookup at its name. */
function readPath(record: Record<string, unknown>, name: string): unknown {
  const [field = '', inner] = name.split('.');
  const value = record[field] ?? null;
  if (inner === undefined || typeof value !== 'object' || value === null) return inner === undefined ? value : null;
  return Object.entries(value).find(([key]) => key === 'name')?.[1] ?? null;
}
