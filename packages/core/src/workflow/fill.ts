import { authoredText, type CustomerText } from '../texts/customer-text.ts';
import type { WorkflowContext } from './protocol.ts';

/** What can be filled in besides the slots of a workflow. */
export const contextSlots: ReadonlySet<string> = new Set(['customer-name', 'customer-email', 'assurance']);

const placeholder = /\{\{([a-z0-9-]+)\}\}/g;

/** The slots that a text has placeholders for. */
export const listPlaceholders = (text: string): string[] =>
  [...text.matchAll(placeholder)].map(([, slot]) => slot ?? '');

/** Puts the values of now into a text; what is not known yet is left out. */
export function fill(
  template: string,
  slots: Readonly<Record<string, string>>,
  { customer, assurance, text }: WorkflowContext,
): CustomerText {
  const answers = new Map(Object.entries(slots));
  const fillIn = (slot: string): string => {
    if (slot === 'customer-name') return customer.name ?? text('customer-unnamed');
    if (slot === 'customer-email') return customer.email ?? text('email-not-given');
    return slot === 'assurance' ? text('assurance-name', { assurance }) : (answers.get(slot) ?? '');
  };
  return authoredText(template.replace(placeholder, (_whole, slot: string) => fillIn(slot)));
}
