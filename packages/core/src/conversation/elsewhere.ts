import type { Attachment } from '../ports/attachment.ts';
import { redact } from '../redaction/redact.ts';
import type { ConversationCommand } from './commands.ts';
import { withFileNames } from './files.ts';
import { relayToDesk, requestHandoff, takeLeave } from './handoff.ts';
import { noteProfile } from './note-profile.ts';
import type { ConversationState } from './state.ts';
import { noteOnTicket, openCase, settleCase } from './tickets.ts';
import type { TurnBuilder } from './turn.ts';

/**
 * Chats in which somebody else's bot answers (`answeredElsewhere`). Such a conversation begins with that bot's wish for a human and is one
 * handoff long: the history and what is known come with the wish, the customer's words go to the desk, and the bot is told who has the
 * chat and, at last, that nobody has it any more. Then it is closed for good; whoever writes or speaks later is kept, and put on the
 * ticket when there is one. Baton's own bot says nothing there but what became of the wish.
 */

type Of<Type extends ConversationCommand['type']> = Extract<ConversationCommand, { type: Type }>;

export function startElsewhere(turn: TurnBuilder, command: Of<'start-elsewhere'>): void {
  const { status, handoffCount, caseCount } = turn.state();
  // Asked for once more: the first wish stands.
  if (status === 'closed' || handoffCount > 0 || caseCount > 0) return;
  noteProfile(turn, command.profile);
  const { name } = turn.state().customer;
  for (const { author, text } of command.history)
    turn.record(author, text, { authorName: author === 'customer' ? name : null, isForCustomer: false });
  const { key, tags, priority } = openCase(turn);
  const title = command.title === null ? null : redact(command.title);
  const lines = command.lines.map((line) => redact(line));
  turn.emit({ type: 'case-described', caseKey: key, workflow: null, subject: title ?? '', lines, tags, priority });
  turn.request({ kind: 'hold-words' }, { delayMs: turn.channel.answeredElsewhere?.heldMs ?? 0 });
  requestHandoff(turn, title ?? turn.text('reason-asked-elsewhere'), command.desks ?? turn.settings.handoffChain);
}

export function hearCustomerElsewhere(
  turn: TurnBuilder,
  { text, attachments = [], profile }: Of<'receive-customer-message'>,
): void {
  if (turn.state().status === 'open') noteProfile(turn, profile);
  const { name: authorName } = turn.state().customer;
  turn.record('customer', withFileNames(text, attachments), { authorName, isForCustomer: false });
  passOn(turn, redact(text), attachments);
}

export function noteBotWords(turn: TurnBuilder, text: string): void {
  turn.record('bot', text, { authorName: null, isForCustomer: false });
  passOn(turn, turn.text('bot-elsewhere-said', { text: redact(text) }));
}

function passOn(turn: TurnBuilder, text: string, attachments: readonly Attachment[] = []): void {
  if (turn.state().baton.holder === 'desk') relayToDesk(turn, text, attachments);
  else noteOnTicket(turn);
}

/** The customer's side has ended it and knows so: the desk is told, and nothing goes back. */
export function endElsewhere(turn: TurnBuilder): void {
  const { handoff, baton, status } = turn.state();
  if (status === 'closed') return;
  if (handoff !== null && baton.holder === 'desk') {
    takeLeave(turn, handoff.leg, 'customer-has-left');
    turn.emit({ type: 'chat-returned' });
    turn.emit({ type: 'handed-back', reason: 'cancelled-by-customer', at: turn.context.now.toISOString() });
    noteOnTicket(turn);
    if (turn.state().case?.ticket.phase !== 'requested') settleCase(turn);
  }
  turn.emit({ type: 'conversation-closed' });
}

/** Which operator has the chat, once for each that takes it. */
export function announceAgent(turn: TurnBuilder, before: ConversationState): void {
  const now = readAgent(turn.state());
  if (now === null) return;
  const { key, agentId, agentName } = now;
  const known = readAgent(before);
  if (known?.key === key && known.agentId === agentId && known.agentName === agentName) return;
  turn.request({ kind: 'announce-agent', agentId, agentName });
}

function readAgent({ handoff }: ConversationState) {
  if (handoff === null || handoff.leg.phase !== 'connected' || handoff.leg.agentName === null) return null;
  const { key, agentId, agentName } = handoff.leg;
  return { key, agentId, agentName };
}

/** Once no human has the chat, and what became of the wish is told or late, the other bot has it back. */
export function concludeElsewhere(turn: TurnBuilder, command: ConversationCommand): void {
  const { status, baton, case: current } = turn.state();
  if (status === 'closed' || baton.holder === 'desk') return;
  const isLate = command.type === 'fire-timer' && command.timer.name === 'ticket-late';
  if (current?.ticket.phase === 'requested' && !isLate) return;
  turn.emit({ type: 'conversation-closed' });
  turn.request({ kind: 'announce-end' });
}
