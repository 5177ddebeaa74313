/** Small readers for untrusted JSON. */
export type JsonMap = Record<string, unknown>;

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : '';
}
export function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
export function textsOf(value: unknown): string[] {
  return listOf(value).filter((item): item is string => typeof item === 'string');
}
/** The instant as SalesIQ writes it: epoch milliseconds as a string. */
export function stamp(at: number): string {
  return String(at);
}
