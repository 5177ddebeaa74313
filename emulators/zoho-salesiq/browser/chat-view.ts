import { fieldsOf, itemsOf, textOf, textOrNull } from './data.ts';

export type Stage = 'bot' | 'waiting' | 'connected' | 'closed' | 'missed';
export type Message = { id: string; sender: string; name: string; text: string; time: string };
/** A chat as `/__emulator/widget/chat/{id}` shows it. */
export type ChatView = {
  id: string;
  status: Stage;
  question: string;
  department: string | null;
  operator: string | null;
  /** Who is typing. */
  typing: string | null;
  transfers: number;
  suggestions: string[];
  messages: Message[];
};

const stages: readonly Stage[] = ['bot', 'waiting', 'connected', 'closed', 'missed'];

export const isOver = (stage: Stage): boolean => stage === 'closed' || stage === 'missed';

/** @throws Error when the chat is in a stage that this script does not know */
export function readChatView(value: unknown): ChatView {
  const { conversation_id: id, question, department, operator, typing, transfers, ...more } = fieldsOf(value);
  const status = stages.find((stage) => stage === more['status']);
  if (status === undefined) throw new Error(`The widget knows no chat that is "${textOf(more['status'])}".`);
  return {
    id: textOf(id),
    status,
    question: textOf(question),
    department: textOrNull(department),
    operator: textOrNull(operator),
    typing: textOrNull(typing),
    transfers: typeof transfers === 'number' ? transfers : 0,
    suggestions: itemsOf(more['suggestions']).map(textOf),
    messages: itemsOf(more['messages']).map(readMessage),
  };
}

function readMessage(value: unknown): Message {
  const { id, sender, name, text, time } = fieldsOf(value);
  return { id: textOf(id), sender: textOf(sender), name: textOf(name), text: textOf(text), time: textOf(time) };
}
