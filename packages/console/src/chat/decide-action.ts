import { type DeskEvent, redact } from '@baton/core';
import type { ChatChange, ChatUnderChange, ConsoleAgent, ConsoleChat } from '@baton/store';
import { type ChatEvent, type FileNote, toStored } from './events.ts';

/**
 * What agents do in a chat, decided without any IO.
 *
 * ```mermaid
 * stateDiagram-v2
 *   [*] --> waiting: Baton opens it
 *   waiting --> connected: accept (one of many agents who try)
 *   connected --> connected: say, note, give to a colleague
 *   connected --> waiting: its agent signs out, is gone, or Baton offers it to others
 *   waiting --> over: missed, closed by Baton
 *   connected --> over: close, pass on to another desk
 *   over --> waiting: Baton opens it again
 * ```
 */
export type AgentAction =
  | { type: 'accept' }
  | { type: 'say'; text: string; files: FileNote[] }
  | { type: 'note'; text: string }
  /** To a colleague, who has it from then on. */
  | { type: 'give'; to: ConsoleAgent; note: string }
  /** To another desk of the chain, or `ticket`. */
  | { type: 'pass'; desk: string; note: string }
  | { type: 'close' };

export type ActionRefusal = 'chat-taken' | 'chat-over' | 'chat-not-yours' | 'agent-busy' | 'key-reused';
export type ActionOutcome = { type: 'done' } | { type: 'refused'; code: ActionRefusal };

/** Who acts, and how many chats they have. */
export type Actor = { agent: ConsoleAgent; chats: number };

/** What an action comes to: what is written, and what the conversation is told. Done twice under one key it is done once. */
export type Decided = Omit<ChatChange<ActionOutcome>, 'deliveries'> & { told: DeskEvent | null };

export function decideAction(
  { chat, earlier, at }: ChatUnderChange,
  key: string,
  { actor, action }: { actor: Actor; action: AgentAction },
): Decided {
  if (earlier !== null) return earlier.type === eventTypes[action.type] ? nothing(done) : refuse('key-reused');
  const code = findRefusal(chat, actor, action);
  if (code !== null) return code === 'done-before' ? nothing(done) : refuse(code);
  const agent = toWho(actor.agent);
  const make = (event: ChatEvent, told: DeskEvent | null, change: Decided['chat'] = {}): Decided => ({
    value: done,
    chat: change,
    events: [toStored(key, event)],
    told,
  });
  switch (action.type) {
    case 'accept':
      return make(
        { type: 'accepted', agent },
        { type: 'agent-joined', agent },
        { stage: 'connected', agentId: agent.id, connectedAt: chat.connectedAt ?? at },
      );
    case 'say':
      return make(
        { type: 'agent-said', agent, text: redact(action.text), files: action.files },
        { type: 'agent-said', agent, text: action.text, attachments: action.files.map(toAttachment), messageId: key },
        { readSeq: chat.lastSeq },
      );
    case 'note':
      return make({ type: 'note', agent, text: redact(action.text) }, null);
    case 'give': {
      const to = toWho(action.to);
      return make(
        { type: 'given', agent, to, note: redact(action.note) },
        { type: 'agent-assigned', agent: to },
        { stage: 'connected', agentId: to.id, connectedAt: chat.connectedAt ?? at },
      );
    }
    case 'pass':
      return make(
        { type: 'passed', agent, desk: action.desk, note: redact(action.note) },
        { type: 'passed-on', to: action.desk },
        { stage: 'over', endedAt: at, endedBy: 'passed' },
      );
    case 'close':
      return make(
        { type: 'closed', agent },
        { type: 'completed', endedBy: 'agent' },
        { stage: 'over', endedAt: at, endedBy: 'agent' },
      );
    default:
      return action satisfies never;
  }
}

const eventTypes = {
  accept: 'accepted',
  say: 'agent-said',
  note: 'note',
  give: 'given',
  pass: 'passed',
  close: 'closed',
} as const satisfies Record<AgentAction['type'], ChatEvent['type']>;

type Refused = ActionRefusal | 'done-before' | null;

function findRefusal(chat: ConsoleChat, actor: Actor, { type }: AgentAction): Refused {
  // A note may be added at any time, by anybody.
  if (type === 'note') return null;
  const isTheirs = chat.stage === 'connected' && chat.agentId === actor.agent.id;
  if (type === 'accept') return isTheirs ? 'done-before' : findReasonNotToAccept(chat, actor);
  if (chat.stage === 'over') return type === 'close' ? 'done-before' : 'chat-over';
  const mayLead = actor.agent.role === 'lead' && type !== 'say';
  return isTheirs || mayLead ? null : 'chat-not-yours';
}

function findReasonNotToAccept({ stage }: ConsoleChat, { agent, chats }: Actor): Refused {
  if (stage === 'over') return 'chat-over';
  if (stage === 'connected') return 'chat-taken';
  return chats >= agent.chatsMax ? 'agent-busy' : null;
}

const done: ActionOutcome = { type: 'done' };
const nothing = (value: ActionOutcome): Decided => ({ value, told: null });
const refuse = (code: ActionRefusal): Decided => nothing({ type: 'refused', code });

const toWho = ({ id, name }: ConsoleAgent) => ({ id, name });

/** What a file of the console is fetched by. */
export const toFileAddress = (fileId: string): string => `console-file:${fileId}`;

const toAttachment = ({ id, name, contentType, sizeBytes }: FileNote) => ({
  name,
  contentType,
  sizeBytes,
  address: toFileAddress(id),
});
