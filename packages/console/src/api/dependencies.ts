import type { ConsoleStore, Conversations, Handoffs } from '@baton/store';
import type { ConsoleActions } from '../actions.ts';
import type { Hub } from '../stream/hub.ts';
import type { RefuseConsole } from './problems.ts';

export type ConsoleCounter = 'baton_console_sign_ins_total' | 'baton_console_actions_total';

export type ConsoleApi = {
  store: ConsoleStore;
  conversations: Pick<Conversations, 'listEvents' | 'listMessages'>;
  handoffs: Pick<Handoffs, 'find'>;
  organisation: string;
  box: { seal(bytes: Buffer): Buffer; open(sealed: Buffer): Buffer };
  actions: ConsoleActions;
  hub: Hub;
  /** Whether pages come over https, so that the cookie goes over nothing else. */
  isSecure: boolean;
  /** The origin that pages are loaded from; null: whatever the `Host` header says, over http. */
  origin: string | null;
  /** To whom chats can be passed on: desks that come later in the chain, then `ticket`. */
  nextDesks: readonly string[];
  /** Whether the chain of desks has the console in it. */
  isAsked: boolean;
  sessionMs: number;
  count(name: ConsoleCounter, labels: Record<string, string>): void;
  onFailure(error: unknown): void;
};

export type Mounting = ConsoleApi & { refuse: RefuseConsole };
