import { ClientError } from '@baton/http-kit';

/**
 * A text that may go into a COQL query between quotes. There are no bind parameters, so only plain addresses and telephone numbers
 * (E.164) are let through (contract zoho-crm §4).
 * @throws ClientError `invalid` for anything else
 * @example `select id from Contacts where Email = ${coqlText(email)} limit 0, 3`
 */
export function coqlText(value: string): string {
  const isEmail = value.length <= 254 && /^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+$/.test(value);
  if (isEmail || /^\+[1-9]\d{1,14}$/.test(value)) return `'${value}'`;
  throw new ClientError('invalid', 'The value has characters that may not go into a CRM query.', { retryable: false });
}

export type Criterion = readonly [
  field: string,
  operator: 'equals' | 'not_equal' | 'starts_with' | 'in',
  value: string,
];

/**
 * Search criteria that all must hold. Mind that `equals` finds texts that contain the value (contract zoho-crm §3).
 * @throws ClientError `invalid` for a field that is no API name, or more than 10 criteria
 * @example toCriteria([['Last_Name', 'starts_with', 'Riv'], ['Email', 'equals', email]])
 */
export function toCriteria(criteria: readonly Criterion[]): string {
  if (criteria.length === 0 || criteria.length > 10 || criteria.some(([field]) => !/^\w+$/.test(field)))
    throw new ClientError('invalid', 'A CRM search takes 1 to 10 criteria on fields by API name.', {
      retryable: false,
    });
  const parts = criteria.map(([field, operator, value]) => `(${field}:${operator}:${escapeValue(value, operator)})`);
  return parts.length === 1 ? parts.join('') : `(${parts.join('and')})`;
}

/** The commas of `in` part its values. */
const escapeValue = (value: string, operator: string): string =>
  value.replace(operator === 'in' ? /[()\\]/g : /[(),\\]/g, '\\$&');
