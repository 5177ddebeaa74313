/** How a search parameter is compared: comma means or, `*` at the end means begins with (contract zoho-desk §3.1). */
export function matches(value: unknown, wanted: string): boolean {
  const text = value === null || value === undefined ? '' : String(value).toLowerCase();
  return wanted.split(',').some((one) => {
    const word = one.trim().toLowerCase();
    if (word === '${empty}') return text === '';
    if (word === '${notempty}') return text !== '';
    return word.endsWith('*') ? text.startsWith(word.slice(0, -1)) : text === word;
  });
}

export const contains = (value: unknown, wanted: string): boolean =>
  String(value ?? '')
    .toLowerCase()
    .includes(wanted.toLowerCase());

/** `fromISO,toISO`, both included. */
export function isInRange(value: unknown, range: string): boolean {
  const [from = '', to = ''] = range.split(',');
  const at = Date.parse(String(value));
  return at >= Date.parse(from) && at <= Date.parse(to);
}

export const customFieldNames = Array.from({ length: 10 }, (_, index) => `customField${index + 1}`);

/** `cf_name:value` in any of the ten parameters. */
export const hasCustomFields = (cf: Record<string, unknown>, query: Record<string, string>): boolean =>
  customFieldNames.every((name) => {
    const asked = query[name];
    if (asked === undefined) return true;
    const [field = '', value = ''] = asked.split(/:(.*)/s);
    return matches(cf[field], value);
  });

/** By the member that `sortBy` names; a leading `-` turns the order round. Rows without `sortBy` stay as they are. */
export function sorted<Item extends { [key: string]: unknown }>(items: Item[], sortBy: string | undefined): Item[] {
  if (sortBy === undefined || sortBy === 'relevance') return items;
  const isDown = sortBy.startsWith('-');
  const name = isDown ? sortBy.slice(1) : sortBy;
  const order = [...items].sort((left, right) => String(left[name] ?? '').localeCompare(String(right[name] ?? '')));
  return isDown ? order.reverse() : order;
}
