import { ClientError } from '@baton/http-kit';

/** A member of an object; undefined for anything else. */
export const member = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;

/** A member as a text; null when it is none. */
export function text(value: unknown, name: string): string | null {
  const found = member(value, name);
  return typeof found === 'string' ? found : null;
}

/** @throws ClientError `undecodable` when there is no such text */
export function requiredText(value: unknown, name: string): string {
  const found = text(value, name);
  if (found !== null && found !== '') return found;
  throw new ClientError('undecodable', `Botpress' answer has no "${name}".`, { retryable: false, isAmbiguous: true });
}

export function tags(value: unknown): Record<string, string> {
  const found = member(value, 'tags');
  if (typeof found !== 'object' || found === null) return {};
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
