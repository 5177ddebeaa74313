import type { DeskConversationId } from '../ids.ts';
import type { PortResult } from './port-result.ts';

export type DeskCustomer = { visitorId: string | null; name: string; email: string | null; phone: string | null };

export type DeskOpening = {
  /** Unique per leg; written into the summary so that a repeated opening can be recognised. */
  handoffKey: string;
  customer: DeskCustomer;
  /** Three lines: who, what, what was done. */
  summary: string;
  /** How long the desk may let the customer wait before it reports a miss, in milliseconds. */
  waitMs: number;
};

/** How a chat at a desk stands. `unknown`: the vendor has no such chat, or does not tell. */
export type DeskStanding = 'waiting' | 'connected' | 'over' | 'unknown';

/** Where humans answer. One per desk of a vendor; which ones exist is configuration. */
export interface Desk {
  /** Name of the desk in configuration, chains and addresses, for example `salesiq`. */
  readonly name: string;
  open(opening: DeskOpening): Promise<PortResult<DeskConversationId>>;
  /** Finds what an earlier, unclear `open` of the same leg made. */
  findOpened(opening: DeskOpening): Promise<PortResult<DeskConversationId | null>>;
  /** The key of the leg that a chat was opened for; null for a chat that is not ours. */
  readHandoffKey(conversation: DeskConversationId): Promise<PortResult<string | null>>;
  /** Says something as the customer. */
  send(conversation: DeskConversationId, text: string): Promise<PortResult<null>>;
  /** Everything said as the customer so far, the opening summary left out, oldest first. */
  listSent(conversation: DeskConversationId): Promise<PortResult<string[]>>;
  /** How the chat stands at the vendor now. */
  readStanding(conversation: DeskConversationId): Promise<PortResult<DeskStanding>>;
  /** Ends the chat at the vendor; one that is over already is left as it is. Null where the vendor has no such call. */
  readonly close: ((conversation: DeskConversationId) => Promise<PortResult<null>>) | null;
  /** Longest text of one message, in characters. */
  readonly messageCharactersMax: number;
}
