import { type ChatView, isOver, type Stage } from './chat-view.ts';
import { emit } from './listeners.ts';
import { person } from './session.ts';

type Seen = { messages: number; status: Stage; transfers: number; operator: string | null; typing: string | null };

/** What the page was told of already; null until the chat was looked at for the first time. */
let seen: Seen | null = null;

/** Nothing was told yet: the next look at the chat tells nothing. */
export function forget(): void {
  seen = null;
}

/** The page made this chat: everything that comes is told. */
export function tellStart(id: string, question: string): void {
  seen = { messages: 0, status: 'bot', transfers: 0, operator: null, typing: null };
  emit('visitor.chat', id, { ...person, chat_id: id, question });
  emit('chat.start', id);
}

/** The visitor wrote on after the end. */
export function tellAgain(): void {
  if (seen !== null && isOver(seen.status)) seen = { ...seen, status: 'bot' };
}

/** Tells the page what has changed since the last look. */
export function tellChanges(chat: ChatView): void {
  const before = seen;
  const { messages, status, transfers, operator, typing } = chat;
  seen = { messages: messages.length, status, transfers, operator, typing };
  if (before === null) return;
  tellAttendance(before, chat);
  tellMessages(before, chat);
  if (typing !== null && typing !== before.typing) emit('operator.typing', typing);
  if (isOver(before.status) || !isOver(status)) return;
  if (status === 'missed') emit('visitor.offlineMessage', chat.id, detailsOf(chat));
  emit('chat.end', chat.id);
}

function tellAttendance(before: Seen, chat: ChatView): void {
  const isAttended = chat.status === 'connected';
  const wasAttended = before.status === 'connected';
  if (isAttended && !wasAttended) emit('chat.attend', chat.id, detailsOf(chat));
  if (chat.transfers > before.transfers) emit('chat.transferchat', chat.id, detailsOf(chat));
  if (isAttended && wasAttended && chat.operator !== before.operator)
    emit('chat.accepttransfer', chat.id, detailsOf(chat));
}

function tellMessages(before: Seen, chat: ChatView): void {
  for (const message of chat.messages.slice(before.messages).filter(({ sender }) => sender !== 'visitor')) {
    if (message.sender === 'operator')
      emit('chat.agentMessage', chat.id, { ...detailsOf(chat), message: message.text });
    emit('message.received', { ...message });
  }
}

const detailsOf = ({ id, question, department, operator }: ChatView): object => ({
  ...person,
  chat_id: id,
  question,
  department,
  attender: operator,
});
