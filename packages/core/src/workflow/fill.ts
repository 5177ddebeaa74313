import type { WorkflowContext } from './protocol.ts';

/** What can be filled in besides the slots of a workflow. */
export const contextSlots: ReadonlySet<string> = new Set(['customer-name', 'customer-email', 'assurance']);

const placeholder = /\{\{([a-z0-9-]+)\}\}/g;

/** The slots that a text has placeholders for. */
export const listPlaceholders = (text: string): string[] =>
  [...text.matchAll(placeholder)].map(([, slot]) => slot ?? '');

/** Puts the values of now into a text; what is not known yet is left out. */
export function fill(
  text: string,
  slots: Readonly<Record<string, string>>,
  { customer, assurance }: WorkflowContext,
): string {
  const values = new Map([
    ...Object.entries(slots),
    ['customer-name', customer.name ?? 'visitor'],
    ['customer-email', customer.email ?? 'not given'],
    ['assurance', assurance],
  ] satisfies [string, string][]);
  return text.replace(placeholder, (_whole, slot: string) => values.get(slot) ?? '');
}
