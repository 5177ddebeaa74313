import type { DeskConversationId } from '../ids.ts';
import type { PortResult } from './port-result.ts';

export type DeskCustomer = { visitorId: string | null; name: string; email: string | null; phone: string | null };

export type DeskOpening = {
  /** Unique per handoff; written into the summary so that a repeated opening can be recognised. */
  handoffKey: string;
  customer: DeskCustomer;
  /** Three lines: who, what, what was done. */
  summary: string;
  /** How long the desk may let the customer wait before it reports a miss, in milliseconds. */
  waitMs: number;
};

/** Where humans answer chats that did not start there: SalesIQ through its Visitor API. */
export interface Desk {
  readonly name: 'salesiq';
  open(opening: DeskOpening): Promise<PortResult<DeskConversationId>>;
  /** Finds what an earlier, unclear `open` of the same handoff made. */
  findOpened(opening: DeskOpening): Promise<PortResult<DeskConversationId | null>>;
  /** Says something as the customer. */
  send(conversation: DeskConversationId, text: string): Promise<PortResult<null>>;
  /** Everything said as the customer so far, the opening summary left out, oldest first. */
  listSent(conversation: DeskConversationId): Promise<PortResult<string[]>>;
  /** Longest text of one message, in characters. */
  readonly messageCharactersMax: number;
}
