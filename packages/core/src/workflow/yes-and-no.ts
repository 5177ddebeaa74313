import type { CustomerText } from '../texts/customer-text.ts';
import type { WorkflowContext } from './protocol.ts';

/** The two buttons under a question that is answered by yes or no. */
export const yesAndNo = ({ text }: Pick<WorkflowContext, 'text'>): CustomerText[] => [
  text('suggestion-yes'),
  text('suggestion-no'),
];
